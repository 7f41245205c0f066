//! Generators, checks and tests of the workspace. `cargo xtask` alone lists them.

mod copybook;
mod header;
mod install;
mod records;
mod workspace;

use std::process::ExitCode;

/// What a command says when it fails.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
cargo xtask COMMAND

  header [--check]                    write (or compare) goodwill.h and the COBOL copybook
  install --prefix DIR [--release]    build the C library and install it with its headers,
                                      pkg-config and CMake files
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["header", rest @ ..] => header::run(rest),
        ["install", rest @ ..] => install::run(rest),
        [] | ["help" | "--help" | "-h", ..] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [unknown, ..] => Err(format!("{unknown}: no such command\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
