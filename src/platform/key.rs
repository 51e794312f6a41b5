//! The key file: one random key from which every other key is derived.
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::platform::private_file::is_open_to_group_or_others;
use crate::platform::random::Random;

/// A key file holds 32 bytes as 64 hexadecimal digits and a newline.
const DIGITS: usize = 64;

/// The installation's key. It is wiped from memory when dropped, and never prints itself.
pub struct Key(Zeroizing<[u8; 32]>);

/// What a derived key is for. Its label must never change: it would be another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Encrypts the SQLite database.
    Database,
    /// Authenticates the record of changes and reads.
    Audit,
    /// Turns a session's token into what is stored.
    Session,
    /// Authenticates forms.
    Csrf,
    /// Turns the token of an invitation or a password link into what is stored.
    Link,
    /// Signs checkpoints of the record.
    Checkpoint,
    /// Makes the secrets of apps that show codes, and turns recovery codes into what is stored.
    Factor,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Database => b"marac database 1",
            Self::Audit => b"marac audit 1",
            Self::Session => b"marac session 1",
            Self::Csrf => b"marac csrf 1",
            Self::Link => b"marac link 1",
            Self::Checkpoint => b"marac checkpoint 1",
            Self::Factor => b"marac factor 1",
        }
    }
}

/// A key for one purpose, 256 bits. It is wiped when dropped, and never prints itself.
#[derive(Clone)]
pub struct SubKey(Zeroizing<[u8; 32]>);

impl SubKey {
    /// The key's bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as 64 hexadecimal digits, as SQLCipher takes it.
    pub fn hex(&self) -> Zeroizing<String> {
        hex(&self.0)
    }
}

impl Key {
    /// Makes a new random key and writes it to a new file that only its owner can read.
    ///
    /// # Errors
    /// Fails when there is something at `path` already, or it cannot be written.
    pub fn create(path: &Path, random: &Random) -> Result<Self, KeyError> {
        let key = Self(Zeroizing::new(random.bytes()));
        // It gets its name when it is whole: half a key file would be taken for a damaged one.
        let mut new = path.as_os_str().to_owned();
        new.push(".new");
        let new = PathBuf::from(new);
        let placed = key.write(&new).and_then(|()| fs::hard_link(&new, path));
        // What it was made under is nobody's, whether or not it got its name.
        drop(fs::remove_file(&new));
        placed.and_then(|()| sync_folder_of(path)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => KeyError::Write(path.to_owned(), error),
        })?;
        Ok(key)
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// Fails when it is missing, not a key file, or open to other accounts of the machine.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let cannot_read = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
            _ => KeyError::Read(path.to_owned(), error),
        };
        // A named pipe would block the opening, so look before.
        if !fs::metadata(path).map_err(cannot_read)?.is_file() {
            return Err(KeyError::NotAFile(path.to_owned()));
        }
        let file = File::open(path).map_err(cannot_read)?;
        if is_open_to_group_or_others(&file.metadata().map_err(cannot_read)?) {
            return Err(KeyError::OpenToOthers(path.to_owned()));
        }
        // Room for all of it, so that no copy is left behind by a vector that grows.
        let mut text = Zeroizing::new(Vec::with_capacity(2 * DIGITS));
        file.take(DIGITS as u64 + 2).read_to_end(&mut text).map_err(cannot_read)?;
        let digits = text.strip_suffix(b"\n").unwrap_or(&text);
        let key = unhex(digits).ok_or_else(|| KeyError::Malformed(path.to_owned()))?;
        if is_guessable(&key) {
            return Err(KeyError::Guessable(path.to_owned()));
        }
        Ok(Self(key))
    }

    /// The key for one purpose. Source: HKDF with SHA-256, RFC 5869.
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "cannot fail for 32 bytes")]
    pub fn derive(&self, purpose: Purpose) -> SubKey {
        let mut bytes = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(b"marac key file"), self.0.as_slice())
            .expand(purpose.label(), bytes.as_mut_slice())
            .expect("32 bytes are within what HKDF can give");
        SubKey(bytes)
    }

    /// Writes it to a file that only its owner reads, in place of what an attempt that was cut short
    /// left there.
    fn write(&self, path: &Path) -> io::Result<()> {
        if path.exists() {
            fs::remove_file(path)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(hex(&self.0).as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    }
}

/// Why there is no key. Each prints as one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Nothing is there.
    #[error(
        "there is no key file at {0}: put back your copy of it, or make a new installation with \
         `marac init`"
    )]
    Missing(PathBuf),
    /// Something is there, and a key file is never overwritten.
    #[error("there is a file at {0} already, and a key file is never overwritten: move it away")]
    Exists(PathBuf),
    /// It is a folder or something else.
    #[error("{0} is not a file: database.key_file must name the key file")]
    NotAFile(PathBuf),
    /// Others could read the key.
    #[error("the key file {0} is open to other accounts of this machine: run `chmod 600 {0}`")]
    OpenToOthers(PathBuf),
    /// It holds something else than a key.
    #[error("{0} is not a key file (64 hexadecimal digits): put back your copy of it")]
    Malformed(PathBuf),
    /// Nobody made it at random.
    #[error(
        "the key in {0} was not made at random, and can be guessed: begin again with a key that \
         `marac init` makes"
    )]
    Guessable(PathBuf),
    /// It could not be read.
    #[error("the key file {0} cannot be read ({1}): check who owns it")]
    Read(PathBuf, #[source] io::Error),
    /// It could not be written.
    #[error("the key file {0} cannot be written ({1}): check its folder")]
    Write(PathBuf, #[source] io::Error),
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[hidden]")
    }
}

impl fmt::Debug for SubKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[hidden]")
    }
}

/// Makes the file's name survive a power cut, too.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn hex(bytes: &[u8; 32]) -> Zeroizing<String> {
    let digit = |it: u8| char::from_digit(u32::from(it), 16).unwrap_or_default();
    let mut text = Zeroizing::new(String::with_capacity(DIGITS));
    for byte in bytes {
        text.extend([digit(byte >> 4), digit(byte & 15)]);
    }
    text
}

/// Whether a key has so few different bytes that chance did not make it: of 32 random bytes fewer than
/// 16 are different in 3 of 10^17 keys.
fn is_guessable(key: &[u8; 32]) -> bool {
    let different: BTreeSet<&u8> = key.iter().collect();
    different.len() < 16
}

fn unhex(digits: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    if digits.len() != DIGITS {
        return None;
    }
    let digit = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const DIGITS_OF_CHANCE: &str =
        "3f1b0c9a7e52d84466a1f0b3c2d9e8475a6b7c8d9e0f1a2b3c4d5e6f70819203";

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn write(path: &Path, text: &str, mode: u32) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_new_key_file_is_private_and_loads_as_the_same_key() {
        let folder = folder();
        let path = folder.path().join("key");
        let made = Key::create(&path, &Random::System).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&path).unwrap().len(), DIGITS + 1);
        let loaded = Key::load(&path).unwrap();
        assert_eq!(made.0, loaded.0);
    }

    #[test]
    fn a_key_file_is_never_overwritten() {
        let folder = folder();
        let path = folder.path().join("key");
        write(&path, "something dear", 0o600);
        let refused = Key::create(&path, &Random::System).unwrap_err();
        assert!(matches!(refused, KeyError::Exists(_)), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "something dear");
    }

    #[test]
    fn a_key_file_that_is_not_right_is_refused_in_one_line() {
        let folder = folder();
        let path = folder.path().join("key");
        let good = format!("{DIGITS_OF_CHANCE}\n");
        for (text, mode, words) in [
            (good.as_str(), 0o640, "chmod 600"),
            (good.as_str(), 0o604, "chmod 600"),
            (good.as_str(), 0o620, "chmod 600"),
            ("", 0o600, "64 hexadecimal digits"),
            (&good[..63], 0o600, "64 hexadecimal digits"),
            (&format!("{good}\n"), 0o600, "64 hexadecimal digits"),
            (&format!("0{good}"), 0o600, "64 hexadecimal digits"),
            (&good.replace('0', "g"), 0o600, "64 hexadecimal digits"),
            (&"0".repeat(64), 0o600, "was not made at random"),
            (&"0123456789abcdef".repeat(4), 0o600, "was not made at random"),
        ] {
            write(&path, text, mode);
            let refused = Key::load(&path).unwrap_err().to_string();
            assert!(refused.contains(words) && !refused.contains('\n'), "{refused}");
        }
        write(&path, &good, 0o400);
        assert!(Key::load(&path).is_ok());
    }

    #[test]
    fn a_missing_key_file_and_a_folder_are_refused() {
        let folder = folder();
        let missing = Key::load(&folder.path().join("key")).unwrap_err();
        assert!(matches!(missing, KeyError::Missing(_)), "{missing}");
        let not_a_file = Key::load(folder.path()).unwrap_err();
        assert!(matches!(not_a_file, KeyError::NotAFile(_)), "{not_a_file}");
    }

    #[test]
    fn the_derived_keys_never_change() {
        let key = Key(Zeroizing::new([7; 32]));
        let derived = |purpose| key.derive(purpose).hex().as_str().to_owned();
        let database = derived(Purpose::Database);
        assert_eq!(database, "ac15d5d90ee2f2a924ad081a9e113464e6ff98c614d4426e187560b678a8e070");
        let others = [Purpose::Audit, Purpose::Session, Purpose::Csrf, Purpose::Link];
        let all = others.into_iter().chain([Purpose::Checkpoint, Purpose::Factor]).map(derived);
        let all: Vec<_> = all.collect();
        let distinct: std::collections::BTreeSet<_> = all.iter().chain([&database]).collect();
        assert_eq!(distinct.len(), 7);
    }

    #[test]
    fn a_key_never_prints_itself() {
        let key = Key(Zeroizing::new([7; 32]));
        assert_eq!(format!("{key:?} {:?}", key.derive(Purpose::Audit)), "[hidden] [hidden]");
    }
}
