//! Prints the accuracy table of the numerical room, or checks the published one.
//!
//! ```text
//! python crates/goodwill/tests/accuracy/reference.py --out target/accuracy
//! cargo run --release -p goodwill --features unstable-numeric --example accuracy -- target/accuracy [--check | --write | --worst]
//! ```

use goodwill::numeric;

#[path = "../tests/accuracy/measure.rs"]
mod measure;

use std::{env, fs, path::Path, process::ExitCode};

const BEGIN: &str = "<!-- accuracy: begin -->\n";
const END: &str = "<!-- accuracy: end -->";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(directory) = arguments.first() else {
        eprintln!("usage: accuracy DIRECTORY [--check | --write | --worst]");
        return ExitCode::from(2);
    };
    let measured = match measure::measure_directory(Path::new(directory)) {
        Ok(measured) => measured,
        Err(error) => {
            eprintln!("{directory}: {error}; run reference.py first");
            return ExitCode::from(2);
        }
    };
    let mut table = String::from(
        "| function | domain | points | max relative error | max ulp | relative error / condition |\n\
         |---|---|---:|---:|---:|---:|\n",
    );
    let mut failed = false;
    for row in &measured {
        table.push_str(&row.to_string());
        table.push('\n');
        if !row.holds {
            eprintln!("{} misses its bound at {:?}", row.name, row.worst_at);
            failed = true;
        }
    }
    print!("{table}");

    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/numerics.md");
    match arguments.get(1).map(String::as_str) {
        None => {}
        Some("--worst") => {
            for row in &measured {
                println!("{}: {:?}", row.name, row.worst_at);
            }
        }
        Some(mode @ ("--check" | "--write")) => {
            let text = fs::read_to_string(&page).expect("docs/numerics.md can be read");
            let begin = text.find(BEGIN).expect("the page marks the table's beginning") + BEGIN.len();
            let end = text.find(END).expect("the page marks the table's end");
            if mode == "--write" {
                let new = format!("{}{table}{}", &text[..begin], &text[end..]);
                fs::write(&page, new).expect("docs/numerics.md can be written");
            } else if text[begin..end] != table {
                eprintln!("docs/numerics.md does not hold this table; run with --write");
                failed = true;
            }
        }
        Some(other) => {
            eprintln!("unknown argument {other}");
            return ExitCode::from(2);
        }
    }
    ExitCode::from(u8::from(failed))
}
