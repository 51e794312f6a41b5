//! The accessibility checker axe-core, from npm.
use std::sync::LazyLock;

/// Where the build has put it, with the other packages of the lock file.
const FILE: &str = concat!(env!("NODE_MODULES"), "/axe-core/axe.min.js");

/// Runs it over the page and answers a line for each violation.
pub const RUN: &str = r"
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const line = (it) => `${it.id} (${it.impact}): ${it.help}, at ${it.nodes.map((n) => n.target.join(' ')).join('; ')}`;
    axe.run(document, { runOnly: tags }).then((it) => done(it.violations.map(line)), (why) => done([String(why)]));
";

/// Its script.
pub fn source() -> &'static str {
    static SOURCE: LazyLock<String> = LazyLock::new(|| std::fs::read_to_string(FILE).expect(FILE));
    &SOURCE
}
