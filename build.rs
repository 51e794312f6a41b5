//! Brings the browser's files into the program: packages from npm by the committed lock file, the
//! style sheets compiled from Sass, every file named by its content and compressed.
//!
//! Nothing third-party is committed, and nothing is fetched at run time. To build without a
//! network, set `MARAC_NODE_MODULES` to a `node_modules` folder made from the same lock file.
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

/// What is served, in the order it is made: a file may name only files above it.
const SERVED: &[(&str, From)] = &[
    (
        "source-sans-3-latin.woff2",
        From::Package(
            "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
        ),
    ),
    (
        "source-sans-3-latin-ext.woff2",
        From::Package(
            "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
        ),
    ),
    (
        "icon-document.svg",
        From::Package("@ministryofjustice/frontend/moj/assets/images/icon-document.svg"),
    ),
    ("mark.svg", From::Own),
    ("govuk.css", From::Sass),
    ("moj.css", From::Sass),
    ("app.css", From::Sass),
    ("govuk-frontend.js", From::Package("govuk-frontend/dist/govuk/govuk-frontend.min.js")),
    ("js-enabled.js", From::Own),
    ("service.js", From::Own),
    ("autosave.js", From::Own),
    ("session.js", From::Own),
    ("there.js", From::Own),
    ("meeting.js", From::Own),
    ("passkey.js", From::Own),
    ("app.js", From::Own),
];

/// Where a served file comes from.
enum From {
    /// A file of a package.
    Package(&'static str),
    /// A style sheet of ours, compiled.
    Sass,
    /// A file of ours, as it is.
    Own,
}

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=templates/assets");
    println!("cargo:rerun-if-env-changed=MARAC_NODE_MODULES");
    if env::var_os("CARGO_CFG_DEBUG_ASSERTIONS").is_none() {
        // Then the templates are inside the program too, so that a new one must be noticed.
        println!("cargo:rerun-if-changed=templates");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let own = Path::new("templates/assets");
    let packages = match env::var_os("MARAC_NODE_MODULES") {
        Some(folder) => PathBuf::from(folder),
        None => installed(own, &out.join("npm"))?,
    };
    println!("cargo:rustc-env=NODE_MODULES={}", packages.display());
    let sheets = out.join("sheets");
    compile_sheets(own, &packages, &sheets)?;
    let served = out.join("served");
    fs::create_dir_all(&served)?;
    let mut made = Vec::new();
    for (name, from) in SERVED {
        let path = match from {
            From::Package(path) => packages.join(path),
            From::Sass => sheets.join(name),
            From::Own => own.join(name),
        };
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        made.push(serve(name, &linked(name, bytes, &made)?, &served)?);
    }
    fs::write(out.join("asset.rs"), table(&made)?)?;
    forget_others(&made, &served)
}

/// Removes what an earlier build made and this one did not.
fn forget_others(made: &[Made], served: &Path) -> Outcome<()> {
    for entry in fs::read_dir(served)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !made.iter().any(|it| it.file == name.trim_end_matches(".br")) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The `node_modules` folder for the lock file, installed again only when the lock file changes.
fn installed(own: &Path, at: &Path) -> Outcome<PathBuf> {
    let lock = fs::read(own.join("package-lock.json"))?;
    let stamp = at.join("installed.json");
    let packages = at.join("node_modules");
    if packages.is_dir() && fs::read(&stamp).is_ok_and(|it| it == lock) {
        return Ok(packages);
    }
    fs::create_dir_all(at)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(own.join(file), at.join(file))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(
        "npm, which comes with Node.js,",
        Command::new(npm).current_dir(at).args([
            "ci",
            "--ignore-scripts",
            "--omit=optional",
            "--legacy-peer-deps",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]),
    )?;
    fs::write(stamp, lock)?;
    Ok(packages)
}

/// Compiles the style sheets. The libraries are loaded by paths that begin with `node_modules`.
fn compile_sheets(own: &Path, packages: &Path, into: &Path) -> Outcome<()> {
    let above = packages.parent().ok_or("node_modules has no folder above it")?;
    let mut sass = Command::new("node");
    sass.arg(packages.join("sass/sass.js"));
    sass.args(["--style=compressed", "--no-source-map", "--quiet-deps", "--quiet"]);
    sass.arg(format!("--load-path={}", above.display()));
    for (name, _) in SERVED.iter().filter(|it| matches!(it.1, From::Sass)) {
        let sheet = own.join("scss").join(name).with_extension("scss");
        sass.arg(format!("{}:{}", sheet.display(), into.join(name).display()));
    }
    run("node", &mut sass)
}

fn run(what: &str, command: &mut Command) -> Outcome<()> {
    let status = command.status().map_err(|error| {
        format!("{what} is needed for the browser's files, and did not start: {error}")
    })?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}

/// A file as it is served.
struct Made {
    name: &'static str,
    file: String,
    kind: &'static str,
    compressed: bool,
}

/// Writes the names of the files made so far into a script or a sheet, and cuts its source map.
fn linked(name: &str, bytes: Vec<u8>, made: &[Made]) -> Outcome<Vec<u8>> {
    if !matches!(ending(name), "css" | "js") {
        return Ok(bytes);
    }
    let mut text = String::from_utf8(bytes)?;
    for mark in ["//# sourceMappingURL=", "/*# sourceMappingURL="] {
        text.truncate(text.find(mark).unwrap_or(text.len()));
    }
    for it in made {
        for before in ["./", "url(", "url(\""] {
            text = text.replace(&format!("{before}{}", it.name), &format!("{before}{}", it.file));
        }
    }
    Ok(text.trim_end().as_bytes().to_owned())
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |it| it.1)
}

/// Writes a file under a name that holds its digest, and beside it a compressed one.
fn serve(name: &'static str, bytes: &[u8], folder: &Path) -> Outcome<Made> {
    let ending = ending(name);
    let mut file = name.strip_suffix(ending).unwrap_or(name).to_owned();
    for byte in &Sha256::digest(bytes)[..8] {
        write!(file, "{byte:02x}")?;
    }
    write!(file, ".{ending}")?;
    let kind = match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => return Err(format!("{name}: an unknown kind of file").into()),
    };
    let compressed = ending != "woff2";
    let beside = folder.join(format!("{file}.br"));
    if compressed && !beside.is_file() {
        let mut writer = brotli::CompressorWriter::new(fs::File::create(&beside)?, 4096, 11, 22);
        writer.write_all(bytes)?;
    }
    fs::write(folder.join(&file), bytes)?;
    Ok(Made { name, file, kind, compressed })
}

/// The Rust table that `views::asset` includes.
fn table(made: &[Made]) -> Outcome<String> {
    let mut text = String::from("&[\n");
    for Made { name, file, kind, compressed } in made {
        let bytes =
            |file: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/served/{file}\"))");
        let brotli = if *compressed {
            format!("Some({})", bytes(&format!("{file}.br")))
        } else {
            "None".to_owned()
        };
        writeln!(
            text,
            "Asset {{ name: {name:?}, file: {file:?}, kind: {kind:?}, bytes: {}, brotli: {brotli} }},",
            bytes(file)
        )?;
    }
    text.push(']');
    Ok(text)
}
