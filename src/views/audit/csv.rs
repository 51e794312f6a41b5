//! Lines of the record as a file that spreadsheets open: comma-separated values (RFC 4180).
use super::EntryRow;
use crate::domain::text::Private;

const COLUMNS: [&str; 7] = ["When", "Who", "As", "What", "Page or step", "Cases", "Why"];
/// Spreadsheets take a text that begins with one of these for a formula (OWASP, CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The file: a line of headings, then a line for each entry.
pub fn file(rows: &[EntryRow]) -> Private {
    // Without the mark, spreadsheets read letters beyond ASCII wrongly.
    let mut text = format!("\u{feff}{}", line(&COLUMNS));
    for it in rows {
        text.push_str(&line(&[
            &it.at,
            it.who.reveal(),
            &it.part,
            it.deed,
            &it.step,
            &it.cases,
            it.why,
        ]));
    }
    Private::new(text)
}

fn line(cells: &[&str; 7]) -> String {
    let cells = cells.map(cell);
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::audit::row;

    #[test]
    fn every_line_has_every_cell_quoted() {
        let text = file(&[row("Ann \"Nan\" Lee", "Case: history")]);
        let line = text.reveal().lines().nth(1).unwrap();
        assert_eq!(
            line,
            "\"2026-02-12T08:34:00+00:00\",\"Ann \"\"Nan\"\" Lee\",\
             \"Agency representative, Housing Options\",\"Looked at\",\"Case: history\",\
             \"NS-7K4Q, NS-8M2R\",\"\""
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for name in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            let text = file(&[row(name, "Agenda")]);
            assert!(text.reveal().contains(&format!(",\"'{name}\",")), "{name}");
        }
    }
}
