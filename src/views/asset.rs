//! The files that pages ask for: style sheets, scripts, the font and the mark, inside the program.

/// A file as the browser gets it.
pub struct Asset {
    /// The name that templates use, such as `app.css`.
    pub name: &'static str,
    /// The name in its address: the same with a digest of its content.
    pub file: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
    /// Its content compressed by brotli, where that makes it smaller.
    pub brotli: Option<&'static [u8]>,
}

/// Every file, as the build made them.
static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/asset.rs"));

/// The file of an address, if there is one.
pub fn find(file: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|it| it.file == file)
}

/// The address of a file by the name that templates use.
pub fn address(name: &str) -> Option<String> {
    ASSETS.iter().find(|it| it.name == name).map(|it| format!("/assets/{}", it.file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_at_the_address_that_templates_write() {
        let address = address("app.css").unwrap();
        let asset = find(address.strip_prefix("/assets/").unwrap()).unwrap();
        assert_eq!(asset.kind, "text/css; charset=utf-8");
        assert!(asset.brotli.unwrap().len() * 3 < asset.bytes.len());
        assert!(find("app.css").is_none());
    }

    #[test]
    fn sheets_and_scripts_name_only_files_that_are_served() {
        for asset in ASSETS.iter().filter(|it| it.kind.starts_with("text/")) {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            for (at, mark) in text.match_indices("url(").chain(text.match_indices("from \"./")) {
                let named = text[at + mark.len()..].trim_start_matches('"');
                let end = named.find(['"', ')']).unwrap();
                assert!(find(&named[..end]).is_some(), "{}: {}", asset.name, &named[..end]);
            }
        }
    }

    #[test]
    fn nothing_of_the_crown_or_its_typeface_is_served() {
        for asset in ASSETS {
            let text = String::from_utf8_lossy(asset.bytes);
            for word in ["GDS Transport", "govuk-crest", "footer__crown", "govuk-logotype"] {
                assert!(!text.contains(word), "{}: {word}", asset.name);
            }
        }
    }

    #[test]
    fn a_first_visit_is_at_most_a_hundred_and_twenty_kilobytes() {
        let all: usize = ASSETS
            .iter()
            .filter(|it| it.name != "source-sans-3-latin-ext.woff2")
            .map(|it| it.brotli.unwrap_or(it.bytes).len())
            .sum();
        assert!(all < 110_000, "{all} bytes before the page itself");
    }
}
