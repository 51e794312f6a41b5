//! The accessibility checker axe-core, from npm.
use std::sync::LazyLock;

/// Where the build has put it, with the other packages of the lock file.
const FILE: &str = concat!(env!("NODE_MODULES"), "/axe-core/axe.min.js");

/// Runs it with the rules that are given, and answers a line for each violation.
pub const RUN: &str = r"
    const [rules, done] = arguments;
    const line = (it) => `${it.id} (${it.impact}): ${it.help}, at ${it.nodes.map((n) => n.target.join(' ')).join('; ')}`;
    axe.run(document, { runOnly: rules }).then((it) => done(it.violations.map(line)), (why) => done([String(why)]));
";

/// WCAG 2.2 AA and good practice.
pub const RULES: &[&str] =
    &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Its script.
pub fn source() -> &'static str {
    static SOURCE: LazyLock<String> = LazyLock::new(|| std::fs::read_to_string(FILE).expect(FILE));
    &SOURCE
}
