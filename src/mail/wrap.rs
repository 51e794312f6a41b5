//! Plain text at a width that every mail program shows unbroken.

/// Letters in a line.
const WIDTH: usize = 72;

/// Breaks lines at spaces, indents what goes on, and leaves at most two blank lines together.
pub(super) fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len() + text.len() / WIDTH);
    let mut blank = 2;
    for line in text.lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank <= 2 {
            wrap_line(line, &mut wrapped);
            wrapped.push('\n');
        }
    }
    wrapped.truncate(wrapped.trim_end().len());
    wrapped.push('\n');
    wrapped
}

fn wrap_line(line: &str, wrapped: &mut String) {
    let words = line.trim_start();
    let lead = &line[..line.len() - words.len()];
    let indent = if words.starts_with("* ") { "  " } else { "" };
    wrapped.push_str(lead);
    let mut width = lead.len();
    for (number, word) in words.split(' ').enumerate() {
        let length = word.chars().count();
        if number > 0 && width + 1 + length > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(lead);
            wrapped.push_str(indent);
            width = lead.len() + indent.len();
        } else if number > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_item_goes_on_under_its_own_text() {
        let item = format!("* {}", "word ".repeat(20).trim());
        let wrapped = wrap(&item);
        let lines: Vec<&str> = wrapped.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|it| it.len() <= WIDTH));
        assert!(lines[1].starts_with("  word"));
    }

    #[test]
    fn an_address_of_a_page_is_never_broken() {
        let link = format!("https://meeting.example/{}", "a".repeat(90));
        assert_eq!(wrap(&link), format!("{link}\n"));
    }

    #[test]
    fn blank_lines_do_not_pile_up() {
        assert_eq!(wrap("\n\none\n\n\n\n\ntwo\n\n"), "one\n\n\ntwo\n");
    }
}
