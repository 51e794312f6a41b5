//! Checks the layering, and that every file says what it holds.
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, the layers it may use, and the watched crates it may use.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("domain", &[], &[]),
    ("platform", &["domain"], &["tokio"]),
    ("store", &["domain", "platform"], &["diesel", "diesel_migrations", "tokio"]),
    ("workflow", &["domain", "platform", "store"], &["tokio"]),
    ("views", &["domain"], &["handlebars"]),
    ("mail", &["domain", "platform", "views"], &["handlebars", "lettre", "tokio"]),
    ("web", &["domain", "platform", "workflow", "views"], &["actix_web", "tokio"]),
    ("jobs", &["domain", "platform", "workflow", "mail"], &["tokio"]),
];
const WATCHED: &[&str] =
    &["actix_web", "diesel", "diesel_migrations", "handlebars", "lettre", "tokio"];

#[test]
fn layers_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (layer, layers, crates) in LAYERS {
        let others = LAYERS
            .iter()
            .map(|it| it.0)
            .chain(["cli"])
            .filter(|it| it != layer && !layers.contains(it));
        let banned: Vec<String> = others
            .map(|it| format!("crate::{it}"))
            .chain(WATCHED.iter().filter(|it| !crates.contains(it)).map(|it| format!("{it}::")))
            .collect();
        for (file, text) in files(layer) {
            for (number, line) in text.lines().enumerate() {
                for name in banned.iter().filter(|it| names(line, it)) {
                    wrong.push(format!("{file}:{}: {layer} may not use {name}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_holds() {
    for layer in LAYERS.iter().map(|it| it.0).chain(["cli"]) {
        for (file, text) in files(layer) {
            assert!(text.starts_with("//!"), "{file}: begin with one line saying what it holds");
        }
    }
}

#[test]
fn only_rows_of_the_matrix_are_routes() {
    // The demo's own pages are in no installation; the gallery is a test.
    let apart = ["web/routes.rs", "web/demo.rs", "web/gallery.rs"];
    for (file, text) in
        files("web").iter().filter(|it| !apart.iter().any(|own| it.0.ends_with(own)))
    {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for way in ["web::get(", "web::post(", "web::method(", "web::route(", "web::resource("] {
            assert!(!code.contains(way), "{file}: {way} leads past the matrix");
        }
    }
}

/// Whether a line names a path, and not merely a longer word that ends in it.
fn names(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|it| it.is_alphanumeric() || it == '_')
    })
}

fn files(layer: &str) -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found: Vec<PathBuf> = vec![src.join(format!("{layer}.rs"))];
    let mut folders = vec![src.join(layer)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    found
        .into_iter()
        .filter_map(|it| Some((it.display().to_string(), fs::read_to_string(it).ok()?)))
        .collect()
}
