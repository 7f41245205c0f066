//! What can go wrong, how it is said, and the exit code it ends with.

use clap::{ArgMatches, Command};
use goodwill::{Error, ErrorCode};
use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

/// Why a command ended without success.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library refused the input.
    Refused(Error),
    /// Flags that are well-formed one by one do not fit together.
    Usage(Error),
    /// A result could not be written.
    Output {
        /// Where to.
        target: String,
        /// Why not.
        error: io::Error,
    },
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    /// For `map_err` after writing to `target`.
    pub(crate) fn writing(target: &dyn std::fmt::Display) -> impl FnOnce(io::Error) -> Self + use<> {
        let target = target.to_string();
        move |error| Self::Output { target, error }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Output { .. } => 1,
            Self::Usage(_) => 2,
            Self::Refused(error) => match error.code() {
                ErrorCode::Interrupted => 130,
                // Only files hold states.
                ErrorCode::InvalidState => 4,
                // Only flags hold choices.
                ErrorCode::InvalidChoice => 2,
                code if code.number() < 20 => 3,
                _ => 4,
            },
        }
    }

    /// Says on stderr what went wrong, in the words of the command line, and gives the exit code.
    pub(crate) fn report(self, command: &Command, matches: &ArgMatches) -> ExitCode {
        let code = self.exit_code();
        let (message, hint) = match self {
            Self::Output { target, error } => (format!("{target}: {error}"), None),
            Self::Refused(error) if error.code() == ErrorCode::Interrupted => ("interrupted".into(), None),
            Self::Refused(error) | Self::Usage(error) => {
                let spoken = Spoken::new(&error, command, matches);
                (spoken.message(), spoken.hint())
            }
        };
        let label = anstyle::AnsiColor::Red.on_default().bold();
        anstream::eprintln!("{label}error:{label:#} {message}");
        if let Some(hint) = hint {
            let label = anstyle::AnsiColor::Cyan.on_default();
            anstream::eprintln!("{label}hint:{label:#} {hint}");
        }
        ExitCode::from(code)
    }
}

/// An error of the library about something that a flag may have said.
struct Spoken<'a> {
    error: &'a Error,
    command: &'a Command,
    /// The flag that holds the parameter.
    flag: Option<String>,
    /// The value of that flag, where the parameter is the value itself: a column that does not exist.
    given: Option<&'a str>,
}

impl<'a> Spoken<'a> {
    fn new(error: &'a Error, command: &'a Command, matches: &'a ArgMatches) -> Self {
        let (name, matches) = matches.subcommand().unwrap_or(("", matches));
        let command = command.find_subcommand(name).unwrap_or(command);
        let mut spoken = Self {
            error,
            command,
            flag: None,
            given: None,
        };
        let flags = || {
            command
                .get_arguments()
                .filter_map(|argument| Some((argument.get_id().as_str(), argument.get_long()?)))
        };
        if error.code() == ErrorCode::UnknownColumn {
            let value = |id| matches.try_get_one::<String>(id).ok().flatten();
            if let Some((id, long)) =
                flags().find(|(id, _)| value(id).is_some_and(|value| value == error.parameter()))
            {
                spoken.given = value(id).map(String::as_str);
                spoken.flag = Some(long.to_owned());
                return spoken;
            }
        }
        let of_flags = matches!(
            error.code(),
            ErrorCode::UnknownColumn
                | ErrorCode::Undefined
                | ErrorCode::OutOfRange
                | ErrorCode::NotFinite
                | ErrorCode::LengthMismatch
                | ErrorCode::Inconsistent
                | ErrorCode::Overflow
                | ErrorCode::InvalidChoice
        );
        let thresholds = ["purchase_thresholds", "spend_thresholds"].contains(&error.parameter());
        if thresholds || of_flags && error.index().is_none() {
            let parameter = match error.parameter() {
                "purchase_thresholds" => "tier_purchases",
                "spend_thresholds" => "tier_spend",
                "horizon_days" => "repeat_within",
                "recommendation" if command.get_name() == "nps" => "column",
                other => other,
            };
            let id = parameter.replace(' ', "_");
            spoken.flag = flags()
                .find(|(other, _)| *other == id)
                .map(|(_, long)| long.to_owned());
        }
        spoken
    }

    fn message(&self) -> String {
        let error = self.error;
        let mut message = match (&self.flag, self.given) {
            (Some(flag), Some(given)) => format!("--{flag} {given}"),
            (Some(flag), None) => format!("--{flag}"),
            (None, _) => error.parameter().to_owned(),
        };
        message.push_str(": ");
        message.push_str(error.reason());
        if let Some(value) = error.value() {
            message.push_str(", got ");
            message.push_str(value);
        }
        if let (Some(index), None) = (error.index(), &self.flag) {
            let _ = write!(message, " (row {})", index + 1);
        }
        message
    }

    fn hint(&self) -> Option<String> {
        let has = |id: &str| {
            self.command
                .get_arguments()
                .any(|argument| argument.get_id() == id)
        };
        match self.error.code() {
            ErrorCode::UnknownColumn if self.given.is_none() => {
                let flag = self.flag.as_ref()?;
                Some(format!("name the column, for example --{flag} NAME"))
            }
            ErrorCode::InvalidDate if has("date_format") => Some(
                "say how the dates are written, for example --date-format DD/MM/YYYY; rows that do not fit are \
                 then skipped and listed"
                    .into(),
            ),
            ErrorCode::Empty if has("as_of") && self.error.reason().contains("no row that counts") => {
                Some("rows after --as-of or before --history-start make no order, nor do rows without customer or date".into())
            }
            ErrorCode::InvalidState => Some("save one with goodwill fit ORDERS --save FILE".into()),
            ErrorCode::UnsupportedFile => Some("export it as CSV or Parquet".into()),
            ErrorCode::DuplicateColumn => Some("give every column of the file a name of its own".into()),
            ErrorCode::MalformedRow => {
                Some("without --strict such rows are skipped and listed".into()).filter(|_| has("strict"))
            }
            ErrorCode::OutOfRange if has("missing_code") => Some(
                "if this number stands for a missing answer, say so with --missing-code".into(),
            ),
            _ => None,
        }
    }
}
