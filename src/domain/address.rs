//! Addresses of mail: what people and domains may be called.

/// The longest address that mail servers take. Source: RFC 5321.
const LONGEST: usize = 254;

/// An address as it is kept, in lower case; none when mail could not be sent to it.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (person, domain) = text.split_once('@')?;
    let plain = |it: char| it.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(it);
    let sound = !person.is_empty()
        && person.chars().all(plain)
        && person.split('.').all(|it| !it.is_empty())
        && text.len() <= LONGEST
        && is_domain(domain);
    sound.then_some(text)
}

/// A mail domain as it is kept, in lower case: `police.example`, or `*.police.example` for all
/// below it. None when it is neither; everything below one label, such as `*.uk`, is too much.
pub fn mail_domain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix('@').unwrap_or(&text);
    let domain = text.strip_prefix("*.").unwrap_or(text);
    (text.len() < LONGEST && is_domain(domain)).then(|| text.to_owned())
}

/// Whether a text is a name in the domain name system with at least two labels.
fn is_domain(text: &str) -> bool {
    let label = |it: &str| {
        (1..=63).contains(&it.len())
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(email(" P.O'Nair@Police.Example ").as_deref(), Some("p.o'nair@police.example"));
    }

    #[test]
    fn what_no_mail_can_be_sent_to_is_no_address() {
        for text in [
            "",
            "nair",
            "@police.example",
            "nair@police",
            "a b@police.example",
            "a@b@police.example",
            "a@police..example",
            ".a@police.example",
            "a@-police.example",
            "a@police.example\nbcc: b@police.example",
            "“a”@police.example",
        ] {
            assert_eq!(email(text), None, "{text}");
        }
    }

    #[test]
    fn a_domain_may_stand_for_all_below_it_but_not_for_a_whole_country() {
        assert_eq!(mail_domain("@Nhs.Example").as_deref(), Some("nhs.example"));
        assert_eq!(mail_domain("*.police.example").as_deref(), Some("*.police.example"));
        for text in ["*.uk", "uk", "*", "*.*.uk", "a@b.example", "police.example.", "x y.example"] {
            assert_eq!(mail_domain(text), None, "{text}");
        }
    }
}
