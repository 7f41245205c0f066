//! The `goodwill` command: reads files, asks the library, writes what it says. Nothing is computed here.

mod assess;
mod catalogue;
mod cli;
mod failure;
mod fit;
mod histories;
mod input;
mod long_work;
mod output;
mod predict;
mod purchase;
mod reading;
mod retention;
mod survey;
mod value;

use clap::FromArgMatches;
use cli::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut command = Cli::command();
    let matches = command.get_matches_mut();
    let arguments = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&command, &matches),
    }
}

fn run(command: Command) -> Result<(), failure::Failure> {
    match command {
        Command::Assess(arguments) => assess::run(&arguments),
        Command::Survey(arguments) => survey::run(&arguments),
        Command::Nps(arguments) => survey::nps(&arguments),
        Command::Satisfaction(arguments) => survey::satisfaction(&arguments),
        Command::Churn(arguments) => retention::churn(&arguments),
        Command::Cltv(arguments) => value::cltv(&arguments),
        Command::Histories(arguments) => histories::run(&arguments),
        Command::Repeat(arguments) => purchase::repeat(&arguments),
        Command::Growth(arguments) => retention::growth(&arguments),
        Command::Tiers(arguments) => purchase::tiers(&arguments),
        Command::Concentration(arguments) => value::concentration(&arguments),
        Command::Fit(arguments) => fit::run(&arguments),
        Command::Predict(arguments) => predict::run(&arguments),
        Command::Metrics(arguments) => catalogue::metrics(&arguments),
        Command::Completions(arguments) => catalogue::completions(arguments.shell),
        Command::Man(arguments) => catalogue::man(&arguments),
    }
}
