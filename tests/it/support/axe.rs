//! The accessibility checker axe-core, from npm.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const VERSION: &str = "axe-core@4.14.1";

/// Runs it over the page and answers a line for each violation.
pub const RUN: &str = r"
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const line = (it) => `${it.id} (${it.impact}): ${it.help}, at ${it.nodes.map((n) => n.target.join(' ')).join('; ')}`;
    axe.run(document, { runOnly: tags }).then((it) => done(it.violations.map(line)), (why) => done([String(why)]));
";

/// Its script.
pub fn source() -> &'static str {
    static SOURCE: LazyLock<String> = LazyLock::new(|| std::fs::read_to_string(file()).unwrap());
    &SOURCE
}

fn file() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe");
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !file.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        let order = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        let done = Command::new("npm").args(order).arg(&folder).arg(VERSION).status();
        assert!(done.expect("npm is needed: apt-get install -y npm").success());
    }
    file
}
