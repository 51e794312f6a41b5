//! How values are read from the words of a file or a variable.
use std::fmt::Display;
use std::str::FromStr;

use chrono::TimeDelta;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::domain::actor::Role;

/// A setting that is blank is not set.
pub(super) fn blank_is_none<'de, D: Deserializer<'de>, T: From<String>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(from)?;
    Ok((!text.trim().is_empty()).then(|| T::from(text)))
}

/// A value that has a form of its own. The error does not repeat the text, which may be secret.
pub(super) fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(
    from: D,
) -> Result<T, D::Error> {
    String::deserialize(from)?.trim().parse().map_err(D::Error::custom)
}

/// A whole number of minutes.
pub(super) fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<TimeDelta, D::Error> {
    Ok(TimeDelta::minutes(u16::deserialize(from)?.into()))
}

/// A whole number of hours.
pub(super) fn hours<'de, D: Deserializer<'de>>(from: D) -> Result<TimeDelta, D::Error> {
    Ok(TimeDelta::hours(u16::deserialize(from)?.into()))
}

/// A whole number of days.
pub(super) fn days<'de, D: Deserializer<'de>>(from: D) -> Result<TimeDelta, D::Error> {
    Ok(TimeDelta::days(u16::deserialize(from)?.into()))
}

/// What stands between commas.
pub(super) fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(from)?;
    Ok(text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect())
}

/// Roles by their words, or `all`, or `none`.
pub(super) fn roles<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Role>, D::Error> {
    let text = String::deserialize(from)?;
    match text.trim() {
        "all" => Ok(Role::ALL.to_vec()),
        "none" => Ok(Vec::new()),
        words => {
            words.split(',').map(|it| Role::parse(it.trim()).map_err(D::Error::custom)).collect()
        }
    }
}
