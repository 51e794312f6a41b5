//! Closed lists of words: how an enum is stored, read back and shown.

/// The stored text is none of the words of its list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} {text:?}")]
pub struct UnknownWord {
    /// Which list.
    pub list: &'static str,
    /// What was read.
    pub text: String,
}

/// Declares an enum whose values are stored as words and shown as phrases.
///
/// `words! { /// doc  Name { /// doc  Variant = "stored" / "Shown to people", … } }`
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $stored:literal / $shown:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored spelling.
            pub fn as_str(&self) -> &'static str {
                match self { $(Self::$variant => $stored,)+ }
            }

            /// How it is shown to people.
            pub fn shown(&self) -> &'static str {
                match self { $(Self::$variant => $shown,)+ }
            }

            /// Reads the stored spelling.
            ///
            /// # Errors
            /// Fails when `text` is none of the words.
            pub fn parse(text: &str) -> Result<Self, $crate::domain::word::UnknownWord> {
                match text {
                    $($stored => Ok(Self::$variant),)+
                    other => Err($crate::domain::word::UnknownWord {
                        list: stringify!($name),
                        text: other.chars().take(40).collect(),
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;
