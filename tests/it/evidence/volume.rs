//! A small disk of its own for a run: a file with a filesystem in it, mounted.
//!
//! Its power can be cut: what was not made durable is gone when it is mounted again.
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The disk, gone when the value is.
pub struct Volume {
    folder: TempDir,
}

impl Volume {
    /// A disk of so many MiB with a filesystem of this kind, `ext4` or `xfs`.
    ///
    /// # Panics
    /// When the tests do not run as root, who alone may mount it.
    pub fn new(kind: &str, mebibytes: u64) -> Self {
        assert!(
            run("id", &["-u"]).trim() == "0",
            "only root may mount the small disk that this run needs: run it as root"
        );
        let made = Self { folder: tempfile::tempdir().unwrap() };
        File::create(made.image()).unwrap().set_len(mebibytes << 20).unwrap();
        std::fs::create_dir(made.path()).unwrap();
        let force = if kind == "xfs" { "-f" } else { "-F" };
        run(&format!("mkfs.{kind}"), &["-q", force, &made.image().display().to_string()]);
        made.mount();
        made
    }

    /// Where it is mounted.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn mount(&self) {
        let (image, place) = (self.image(), self.path());
        run("mount", &["-o", "loop", text(&image), text(&place)]);
    }

    /// Cuts its power: nothing that is on the way to it arrives.
    pub fn cut(&self) {
        run("xfs_io", &["-x", "-c", "shutdown", text(&self.path())]);
    }

    /// Takes it away and mounts it again, as a machine does that gets its power back. Nobody may
    /// use it meanwhile.
    pub fn mount_again(&self) {
        run("umount", &[text(&self.path())]);
        self.mount();
    }

    /// Fills it to the last byte with one file, whose removal makes room again.
    pub fn fill(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = File::create(&path).unwrap();
        for size in [1 << 20, 4096, 512] {
            let block = vec![7; size];
            while file.write_all(&block).is_ok() {}
        }
        drop(file.sync_data());
        path
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let order = ["--lazy", text(&self.path())].map(str::to_owned);
        // The file goes with the folder, whether or not it was mounted.
        drop(Command::new("umount").args(order).stderr(std::process::Stdio::null()).status());
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What a program printed; fails with what it complained of.
fn run(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output();
    let done = done.unwrap_or_else(|e| panic!("{program}: {e}: run `config/setup.sh --tests`"));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program} {}: {told}", arguments.join(" "));
    String::from_utf8(done.stdout).unwrap()
}
