//! `cargo xtask install --prefix DIR [--release]`: the C library where C programs expect one.

use crate::Outcome;
use crate::workspace::{cargo, read, root, run as run_command, target, write};
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const MAJOR: &str = env!("CARGO_PKG_VERSION_MAJOR");

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let mut prefix = None;
    let mut release = false;
    let mut rest = arguments.iter();
    while let Some(&argument) = rest.next() {
        match argument {
            "--prefix" => prefix = rest.next().map(PathBuf::from),
            "--release" => release = true,
            other => return Err(format!("install does not know {other}")),
        }
    }
    let prefix = prefix.ok_or("install needs --prefix DIR")?;
    install(&prefix, release)?;
    println!("installed goodwill {VERSION} under {}", prefix.display());
    Ok(())
}

/// Builds the library and copies it, its headers and its pkg-config and CMake files under `prefix`.
pub(crate) fn install(prefix: &Path, release: bool) -> Outcome {
    let mut build = cargo();
    build.args(["build", "--quiet", "--package", "goodwill-capi"]);
    if release {
        build.arg("--release");
    }
    run_command(&mut build)?;
    let built = target().join(if release { "release" } else { "debug" });

    let library = prefix.join("lib");
    if cfg!(windows) {
        copy(&built.join("goodwill_capi.dll"), &prefix.join("bin/goodwill.dll"))?;
        copy(
            &built.join("goodwill_capi.dll.lib"),
            &library.join("goodwill.lib"),
        )?;
        copy(
            &built.join("goodwill_capi.lib"),
            &library.join("goodwill_static.lib"),
        )?;
    } else {
        copy(&built.join("libgoodwill_capi.a"), &library.join("libgoodwill.a"))?;
        let (from, full, plain) = if cfg!(target_os = "macos") {
            (
                "libgoodwill_capi.dylib",
                format!("libgoodwill.{VERSION}.dylib"),
                "libgoodwill.dylib",
            )
        } else {
            (
                "libgoodwill_capi.so",
                format!("libgoodwill.so.{VERSION}"),
                "libgoodwill.so",
            )
        };
        copy(&built.join(from), &library.join(&full))?;
        link(&full, &library.join(soname()))?;
        link(&soname(), &library.join(plain))?;
    }

    let source = root().join("bindings/c");
    for name in ["goodwill.h", "goodwill.hpp"] {
        copy(
            &source.join("include").join(name),
            &prefix.join("include").join(name),
        )?;
    }
    let copybook = "goodwill.cpy";
    copy(
        &source.join("include").join(copybook),
        &prefix.join("share/goodwill").join(copybook),
    )?;
    for (template, installed) in [
        ("goodwill.pc.in", "lib/pkgconfig/goodwill.pc"),
        (
            "goodwill-config.cmake.in",
            "lib/cmake/goodwill/goodwill-config.cmake",
        ),
        (
            "goodwill-config-version.cmake.in",
            "lib/cmake/goodwill/goodwill-config-version.cmake",
        ),
    ] {
        let text = read(&source.join("install").join(template))?
            .replace("@VERSION@", VERSION)
            .replace("@MAJOR@", MAJOR);
        write(&prefix.join(installed), &text)?;
    }
    Ok(())
}

/// The name by which the dynamic linker looks for the shared library.
pub(crate) fn soname() -> String {
    if cfg!(target_os = "macos") {
        format!("libgoodwill.{MAJOR}.dylib")
    } else {
        format!("libgoodwill.so.{MAJOR}")
    }
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let folder = to.parent().expect("a file lies in a folder");
    std::fs::create_dir_all(folder)
        .and_then(|()| match std::fs::remove_file(to) {
            // A program that runs keeps the file it has mapped: replace the name, not the content.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => std::fs::copy(from, to).map(|_| ()),
        })
        .map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

#[cfg(unix)]
fn link(to: &str, at: &Path) -> Outcome {
    let _ = std::fs::remove_file(at);
    std::os::unix::fs::symlink(to, at).map_err(|error| format!("{}: {error}", at.display()))
}

#[cfg(not(unix))]
fn link(_: &str, at: &Path) -> Outcome {
    Err(format!("{}: no links here", at.display()))
}
