//! Generators, checks and tests of the workspace. `cargo xtask` alone lists them.

mod accuracy;
mod c;
mod copybook;
mod digest;
mod errors;
mod header;
mod install;
mod records;
mod surface;
mod test;
mod workspace;

use std::process::ExitCode;

/// What a command says when it fails.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
cargo xtask COMMAND

  test [STAGE ...]                    set up what the tests need and pass all of them; the stages
                                      are lint, rust, python, c and digest
  surface [--check]                   every metric through every door; writes docs/metrics.md
  errors [--check]                    write (or compare) docs/errors.md
  accuracy [--check]                  measure the numerical room; write (or compare) docs/numerics.md
                                      (about ten minutes)
  header [--check]                    write (or compare) goodwill.h and the COBOL copybook
  install --prefix DIR [--release]    build the C library and install it with its headers,
                                      pkg-config and CMake files
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test", stages @ ..] => test::run(stages),
        ["surface"] => surface::run(false),
        ["surface", "--check"] => surface::run(true),
        ["errors"] => errors::run(false),
        ["errors", "--check"] => errors::run(true),
        ["accuracy"] => accuracy::run(false),
        ["accuracy", "--check"] => accuracy::run(true),
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
