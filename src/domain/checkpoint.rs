//! Checkpoints of the record: where each chain had come to at a time, as lines that are kept
//! elsewhere. They name no person and no case.
use std::fmt;

use chrono::SecondsFormat;

use super::ids::AreaId;
use super::time::Instant;

/// How a line begins, whatever else its file holds.
const MARK: &str = "marac-checkpoint-1";
/// What the chain that belongs to no area is called.
pub const INSTALLATION: &str = "installation";

/// Where a chain had come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// When.
    pub at: Instant,
    /// The chain: an area's identifier, or [`INSTALLATION`].
    pub chain: String,
    /// Its last entry.
    pub sequence: i64,
    /// The hash of that entry, in hexadecimal.
    pub hash: String,
}

/// What is signed: the line without its signature.
impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        write!(out, "{MARK} {at} {} {} {}", self.chain, self.sequence, self.hash)
    }
}

/// A checkpoint as it was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The line of the file, from 1.
    pub line: usize,
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The signature, in hexadecimal.
    pub signature: String,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The checkpoints, in the order of the file.
    pub checkpoints: Vec<Signed>,
    /// The lines that begin as a checkpoint and are none.
    pub broken: Vec<usize>,
}

/// Finds the checkpoints in a file: those in lines of their own, and those inside the lines of a log.
pub fn find(text: &str) -> Kept {
    let mut kept = Kept::default();
    for (line, words) in (1..).zip(text.lines()) {
        let Some(at) = words.find(MARK) else { continue };
        match read(&words[at..]) {
            Some((checkpoint, signature)) => {
                kept.checkpoints.push(Signed { line, checkpoint, signature });
            }
            None => kept.broken.push(line),
        }
    }
    kept
}

/// Reads one checkpoint with its signature, of exactly the spelling that was signed.
fn read(line: &str) -> Option<(Checkpoint, String)> {
    let mut words = line.split(' ').skip(1);
    let at = Instant::from(chrono::DateTime::parse_from_rfc3339(words.next()?).ok()?);
    let chain = words.next().filter(|it| *it == INSTALLATION || AreaId::parse(it).is_ok())?;
    let sequence: i64 = words.next()?.parse().ok().filter(|it| *it > 0)?;
    let hash = words.next().filter(|it| is_hex(it, 64))?;
    // In a log, the quote that ends the message follows.
    let signature = words.next()?.get(..128).filter(|it| is_hex(it, 128))?;
    let (chain, hash) = (chain.to_owned(), hash.to_owned());
    let checkpoint = Checkpoint { at, chain, sequence, hash };
    line.starts_with(&checkpoint.to_string()).then(|| (checkpoint, signature.to_owned()))
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            at: "2026-02-12T10:00:00.000001Z".parse().unwrap(),
            chain: INSTALLATION.to_owned(),
            sequence: 12,
            hash: "0f".repeat(32),
        }
    }

    #[test]
    fn a_checkpoint_is_found_in_a_line_of_its_own_and_in_a_log() {
        let signature = "ab".repeat(64);
        let line = format!("{} {signature}", checkpoint());
        let log = format!("{{\"level\":\"INFO\",\"message\":\"{line}\"}}");
        let kept = find(&format!("{line}\nsomething else\n{log}\n"));
        let lines: Vec<usize> = kept.checkpoints.iter().map(|it| it.line).collect();
        assert_eq!((lines, kept.broken), (vec![1, 3], vec![]));
        assert!(kept.checkpoints.iter().all(|it| it.checkpoint == checkpoint()));
        assert!(kept.checkpoints.iter().all(|it| it.signature == signature));
    }

    #[test]
    fn a_line_that_was_cut_short_or_spelt_otherwise_is_told() {
        let line = format!("{} {}", checkpoint(), "ab".repeat(64));
        let spelt = [
            line[..line.len() - 1].to_owned(),
            line[..60].to_owned(),
            line.replace(" 12 ", " 012 "),
            line.replace(" 12 ", " -12 "),
            line.replace("installation", "elsewhere"),
            line.replace(".000001Z", ".000001+00:00"),
            line.replace("0f0f", "0F0F"),
            line.replace(" 12 ", "  12 "),
        ];
        for wrong in spelt {
            let kept = find(&wrong);
            assert_eq!((kept.checkpoints, kept.broken), (vec![], vec![1]), "{wrong}");
        }
    }
}
