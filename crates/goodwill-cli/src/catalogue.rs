//! What the command says about the library and itself: metrics, completions, manual pages.

use crate::cli::{Cli, Format, Man, Metrics};
use crate::failure::Failure;
use crate::output;
use goodwill::catalogue::{METRICS, Metric};
use goodwill::{Error, ErrorCode};
use goodwill_report::terminal::table;
use serde::Serialize;

/// A row of the list.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    room: &'static str,
    title: &'static str,
    chinese: &'static str,
    page: String,
}

pub(crate) fn metrics(arguments: &Metrics) -> Result<(), Failure> {
    let word = arguments.word.as_deref().unwrap_or_default().to_lowercase();
    let matches = |metric: &&Metric| {
        [metric.name, metric.room, metric.title, metric.chinese]
            .iter()
            .any(|text| text.to_lowercase().contains(&word))
    };
    let rows: Vec<Row> = METRICS
        .iter()
        .filter(matches)
        .map(|metric| Row {
            name: metric.name,
            room: metric.room,
            title: metric.title,
            chinese: metric.chinese,
            page: format!("docs/{}.md", metric.page),
        })
        .collect();
    match arguments.format {
        Format::Json => output::print(output::json(&rows)),
        Format::Table if rows.is_empty() => output::print(format!("No metric is called \"{word}\".\n")),
        Format::Table => {
            let mut cells = Vec::new();
            let mut room = "";
            for row in &rows {
                if row.room != room {
                    room = row.room;
                    cells.push(vec![room.to_owned()]);
                }
                cells.push(vec![
                    format!("  {}", row.name),
                    row.title.into(),
                    row.chinese.into(),
                ]);
            }
            output::print(table(
                "wlw",
                &["metric", "English", "中文"],
                cells,
                output::width(),
            ))
        }
    }
}

pub(crate) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "goodwill", &mut script);
    output::print(script)
}

pub(crate) fn man(arguments: &Man) -> Result<(), Failure> {
    let mut command = Cli::command();
    command.build();
    if let Some(directory) = &arguments.all {
        return std::fs::create_dir_all(directory)
            .and_then(|()| clap_mangen::generate_to(command, directory))
            .map_err(Failure::writing(&directory.display()));
    }
    let command = match &arguments.command {
        None => command,
        Some(name) => command.find_subcommand(name).cloned().ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let reason = format!("must be one of {}", names.join(", "));
            Failure::Usage(Error::new(ErrorCode::InvalidChoice, "command", reason).with_value(name))
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(Failure::writing(&"stdout"))?;
    output::print(page)
}
