//! The words of the command line.

// A flag is called what users call it, whatever its command is called.
#![allow(clippy::struct_field_names)]

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use goodwill::calendar::{Day, Period, TimeUnit};
use goodwill::choice::Choice;
use goodwill::model::ModelKind;
use goodwill::purchase::{Grain, ReturnsPolicy, ZeroAmounts};
use goodwill::quantity::{Discount, Level, Money, NonNegative, Positive, Proportion};
use goodwill::retention::ChurnBase;
use goodwill::segment::TierAgreement;
use goodwill::survey::NpsInterval;
use goodwill::value::FirstPayment;
use goodwill_arrow::date::DateFormat;
use goodwill_arrow::text::NumberFormat;
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::Cyan.on_default());

/// Wider help is hard to read.
const HELP_WIDTH: usize = 100;

const EPILOGUE: &str = "\
Start with:         goodwill assess ORDERS.csv
More on a command:  goodwill COMMAND --help

Exit codes:
  0    success
  1    the output could not be written
  2    the command line is wrong
  3    the data do not allow the figure
  4    a file or a column cannot be read
  130  interrupted";

/// Measure customer loyalty from an export of orders and surveys, every figure with its interval
#[derive(Debug, Parser)]
#[command(
    name = "goodwill",
    version,
    max_term_width = HELP_WIDTH,
    styles = STYLES,
    disable_help_subcommand = true,
    after_help = EPILOGUE,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Cli {
    /// The command as the user meets it: one help page a command, however it is asked for.
    pub(crate) fn command() -> clap::Command {
        <Self as CommandFactory>::command()
            .disable_help_flag(true)
            .arg(help_flag())
            .mut_subcommands(|command| {
                let writes = |argument: &Arg| argument.get_help_heading() == Some("Output");
                let heading = command.get_arguments().any(writes).then_some("Output");
                let command = command
                    .disable_help_flag(true)
                    .arg(help_flag().help_heading(heading));
                match command.get_long_about().map(ToString::to_string) {
                    Some(about) => command.help_template(format!(
                        "{}\n\n{{usage-heading}} {{usage}}\n\n{{all-args}}{{after-help}}",
                        textwrap::fill(&about, usize::from(crate::output::width()).min(HELP_WIDTH))
                    )),
                    None => command,
                }
            })
    }
}

fn help_flag() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::HelpShort)
        .help("Print help")
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Assess(Assess),
    Survey(SurveyReport),
    Nps(Nps),
    Satisfaction(Satisfaction),
    Churn(Churn),
    Cltv(Cltv),
    Histories(Histories),
    Repeat(Repeat),
    Growth(Growth),
    Tiers(Tiers),
    Concentration(Concentration),
    Fit(Fit),
    Predict(Predict),
    Metrics(Metrics),
    Completions(Completions),
    Man(Man),
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    Table,
    /// JSON for programs
    Json,
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Confidence level of every interval: 0.95 or 95%
    #[arg(long, default_value = "0.95", value_parser = level)]
    pub(crate) level: Level,
}

/// How any file is read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// Sign between the fields of a CSV file, or "tab" [default: found]
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    pub(crate) delimiter: Option<char>,
    /// Character encoding of a CSV file, for example latin1 or gbk [default: found]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// How numbers are written [default: found]
    #[arg(long, value_name = "FORMAT", value_parser = number_format())]
    pub(crate) number_format: Option<NumberFormat>,
    /// Stop at the first row that cannot be read, instead of reporting and skipping it
    #[arg(long)]
    pub(crate) strict: bool,
    /// No progress bar, no remarks on stderr
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// A file of orders and what its columns mean.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Orders")]
pub(crate) struct Orders {
    /// Orders: a CSV or Parquet file, one row an order or an order line
    #[arg(value_name = "ORDERS", help_heading = None::<&str>)]
    pub(crate) path: PathBuf,
    /// Column of customers [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) customer: Option<String>,
    /// Column of dates [default: found by its name and values]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) date: Option<String>,
    /// Column of amounts [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) amount: Option<String>,
    /// Column of quantities; the amount is then quantity × unit price
    #[arg(long, value_name = "COLUMN", conflicts_with = "amount")]
    pub(crate) quantity: Option<String>,
    /// Column of unit prices
    #[arg(long, value_name = "COLUMN", conflicts_with = "amount")]
    pub(crate) unit_price: Option<String>,
    /// Leave money aside, even if there is a column of it
    #[arg(long, conflicts_with_all = ["amount", "quantity", "unit_price"])]
    pub(crate) no_amounts: bool,
    /// How dates are written: YYYYMMDD, DD/MM/YYYY, %d.%m.%y, unix_seconds, … [default: found]
    #[arg(long, value_name = "FORMAT", value_parser = date_format)]
    pub(crate) date_format: Option<DateFormat>,
    /// Last day observed [default: the day of the last order]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// First day from which the records are complete
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) history_start: Option<Day>,
    /// Which rows of a customer make one order
    #[arg(long, default_value = "day", value_parser = choice::<Grain>())]
    pub(crate) grain: Grain,
    /// What rows with a negative amount do
    #[arg(long, value_name = "POLICY", default_value = "net", value_parser = choice::<ReturnsPolicy>())]
    pub(crate) returns: ReturnsPolicy,
    /// What rows with an amount of exactly zero do
    #[arg(long, value_name = "POLICY", default_value = "keep", value_parser = choice::<ZeroAmounts>())]
    pub(crate) zero_amounts: ZeroAmounts,
}

/// How customers are sorted into tiers.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Tiers")]
pub(crate) struct TierOptions {
    /// Purchases a year that part the tiers, descending [default: 5,3 unless spend is given]
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    pub(crate) tier_purchases: Vec<f64>,
    /// Spend a year that parts the tiers, descending
    #[arg(long, value_name = "AMOUNT,AMOUNT,…", value_delimiter = ',')]
    pub(crate) tier_spend: Vec<f64>,
    /// What decides where spend and purchases disagree
    #[arg(long, value_name = "RULE", value_parser = choice::<TierAgreement>(), requires = "tier_purchases", requires = "tier_spend")]
    pub(crate) tier_agreement: Option<TierAgreement>,
    /// How many days after an order "buys again" looks ahead
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = days())]
    pub(crate) repeat_within: u32,
}

/// Assess a customer base: summary here, the whole in report.html and report.json
///
/// Reads orders from CSV or Parquet, recognises the columns, and computes every indicator that the data allow, each with its
/// interval: purchase frequency, repeat purchase, retention and churn by period, tiers, concentration, historic value; with
/// a survey, net promoter score and satisfaction. What could not be computed is listed with what it needs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill assess orders.csv
  goodwill assess orders.parquet --survey answers.csv --period quarter
  goodwill assess sales.csv --customer Kunde --date Datum --amount Betrag --date-format DD.MM.YYYY
  goodwill assess orders.csv --format json --no-files | jq .findings")]
pub(crate) struct Assess {
    #[command(flatten)]
    pub(crate) orders: Orders,
    #[command(flatten)]
    pub(crate) survey: SurveyFile,
    #[command(flatten)]
    pub(crate) tiers: TierOptions,
    /// Grain of the tables by time
    #[arg(long, default_value = "month", value_parser = choice::<Period>(), help_heading = "Measures")]
    pub(crate) period: Period,
    /// Share of revenue that is margin, to value customers by profit: 0.3 or 30%
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Measures")]
    pub(crate) margin: Option<Proportion>,
    /// How many months ahead the models look
    #[arg(long, value_name = "MONTHS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=1200), help_heading = "Models")]
    pub(crate) value_months: u32,
    /// Discount of money to come, a year: 0.1 or 10%
    #[arg(long, value_name = "RATE", default_value = "10%", value_parser = discount, help_heading = "Models")]
    pub(crate) discount: Discount,
    /// Fit no models of what customers will do
    #[arg(long, help_heading = "Models")]
    pub(crate) no_models: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The files of a report.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Files {
    /// Where to write the page
    #[arg(
        long,
        value_name = "FILE",
        default_value = "report.html",
        help_heading = "Output"
    )]
    pub(crate) html: PathBuf,
    /// Where to write the data of the page
    #[arg(
        long,
        value_name = "FILE",
        default_value = "report.json",
        help_heading = "Output"
    )]
    pub(crate) json: PathBuf,
    /// Write no files
    #[arg(long, conflicts_with_all = ["html", "json"], help_heading = "Output")]
    pub(crate) no_files: bool,
}

/// Everything a survey says, from one file of answers
///
/// Counts, means, boxes and net scores of every item, groups and waves, drivers, importance, Kano, service quality,
/// reliability, types of loyalty: whatever the declared items allow, each with its interval, as a page with charts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill survey answers.csv --declaration survey.toml
  goodwill survey answers.csv --declaration survey.toml --where region=North --where wave=2025
  goodwill survey answers.csv --recommendation 'Would you recommend us?'")]
pub(crate) struct SurveyReport {
    /// Answers: a CSV or Parquet file, one row a respondent or one row an answer
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What the columns are: a TOML file, see `docs/surveys.md`
    #[arg(long, value_name = "FILE")]
    pub(crate) declaration: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) part: Part,
    /// Column of willingness to recommend, 0 to 10 [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) recommendation: Option<String>,
    /// Column of perceived value b [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) perceived: Option<String>,
    /// Column of expected value a [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) expected: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Some of the respondents.
#[derive(Debug, Clone, Args)]
pub(crate) struct Part {
    /// Only the respondents of a group: a group column of the declaration and its label; may be given again
    #[arg(long = "where", value_name = "GROUP=LABEL", value_parser = group_and_label, requires = "declaration")]
    pub(crate) groups: Vec<(String, String)>,
}

fn group_and_label(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=');
    let parts = parts.map(|(group, label)| (group.to_owned(), label.to_owned()));
    parts.ok_or_else(|| "must be a group column, =, and a label".to_owned())
}

/// A file of answers and what its columns mean.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Survey")]
pub(crate) struct SurveyFile {
    /// Answers: a CSV or Parquet file, one row a respondent
    #[arg(long, value_name = "FILE")]
    pub(crate) survey: Option<PathBuf>,
    /// What the columns are: a TOML file, see `docs/surveys.md`
    #[arg(long, value_name = "FILE", requires = "survey")]
    pub(crate) declaration: Option<PathBuf>,
    /// Column of willingness to recommend, 0 to 10 [default: found by its name]
    #[arg(long, value_name = "COLUMN", requires = "survey")]
    pub(crate) recommendation: Option<String>,
    /// Column of perceived value b [default: found by its name]
    #[arg(long, value_name = "COLUMN", requires = "survey")]
    pub(crate) perceived: Option<String>,
    /// Column of expected value a [default: found by its name]
    #[arg(long, value_name = "COLUMN", requires = "survey")]
    pub(crate) expected: Option<String>,
}

/// Net promoter score of a column of answers
///
/// Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6; the score is the share of promoters less the share of
/// detractors, here in points from −100 to 100, in JSON in [−1, 1].
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill nps answers.csv
  goodwill nps answers.csv --column q7 --interval tango --level 90%")]
pub(crate) struct Nps {
    /// Answers: a CSV or Parquet file, one row a respondent
    pub(crate) file: PathBuf,
    /// What the columns are: a TOML file, see `docs/surveys.md`
    #[arg(long, value_name = "FILE")]
    pub(crate) declaration: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) part: Part,
    /// Column of answers, 0 to 10 [default: found by its name]
    #[arg(long)]
    pub(crate) column: Option<String>,
    /// How the interval of the score is made
    #[arg(long, default_value = "mover", value_parser = choice::<NpsInterval>())]
    pub(crate) interval: NpsInterval,
    /// Number that stands for "no answer", for example 99
    #[arg(long, value_name = "CODE", allow_negative_numbers = true)]
    pub(crate) missing_code: Option<i32>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Satisfaction C = b/a from perceived and expected value
///
/// b is what a customer perceives, a what they expected, on a scale that starts at 0. Above 1 customers get more than they
/// expect, below 1 less.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill satisfaction answers.csv
  goodwill satisfaction answers.csv --perceived got --expected wanted --tolerance 0.5")]
pub(crate) struct Satisfaction {
    /// Answers: a CSV or Parquet file, one row a respondent
    pub(crate) file: PathBuf,
    /// What the columns are: a TOML file, see `docs/surveys.md`
    #[arg(long, value_name = "FILE")]
    pub(crate) declaration: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) part: Part,
    /// Column of perceived value b [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) perceived: Option<String>,
    /// Column of expected value a [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) expected: Option<String>,
    /// How far b may lie from a and still equal it, in the units of the scale
    #[arg(long, value_name = "DISTANCE", default_value = "0", value_parser = non_negative)]
    pub(crate) tolerance: NonNegative,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Churn and retention from counts
///
/// Practice disagrees on what the lost customers are divided by, so the base must be named:
///
///   start               customers at the start of the period
///   start_plus_joiners  those and everybody who joined
///   average             the mean of the customers at the start and at the end
///   customer_days       days spent as a customer, added over customers
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  goodwill churn --base start --start 200 --lost 20
  goodwill churn --base start --start 200 --lost 20 --periods-per-year 12
  goodwill churn --base average --start 200 --joined 50 --lost 20"
)]
pub(crate) struct Churn {
    /// What the lost are divided by
    #[arg(long, value_parser = churn_base())]
    pub(crate) base: ChurnBase,
    /// Customers at the start of the period
    #[arg(long, value_name = "N")]
    pub(crate) start: u64,
    /// Customers lost in the period
    #[arg(long, value_name = "N")]
    pub(crate) lost: u64,
    /// Customers who joined in the period
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) joined: u64,
    /// How many of the lost had joined in the same period
    #[arg(long, value_name = "N")]
    pub(crate) joined_lost: Option<u64>,
    /// Days spent as a customer, added over customers; for the base customer_days
    #[arg(long, value_name = "DAYS")]
    pub(crate) customer_days: Option<f64>,
    /// Days of the period; for the base customer_days
    #[arg(long)]
    pub(crate) days: Option<f64>,
    /// Periods in a year, to annualise: 12 for months
    #[arg(long, value_name = "N", value_parser = positive)]
    pub(crate) periods_per_year: Option<Positive>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Customer lifetime value from margin, retention and discount
///
/// The margin per period times the margin multiple: r/(1 + i − r) if the first margin falls at the end of the first period,
/// (1 + i)/(1 + i − r) if it falls at once. Practice disagrees, so --first-payment must be said. A retention that is counted
/// (--stayed 800 --of 1000) gives an interval; one that is given (--retention 0.8) does not.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("rate").required(true).args(["retention", "stayed"]),
    after_help = "\
Examples:
  goodwill cltv --margin 50 --retention 0.8 --discount 0.12 --first-payment end_of_period
  goodwill cltv --margin 50 --stayed 800 --of 1000 --discount 12% --first-payment immediate --periods 5"
)]
pub(crate) struct Cltv {
    /// Margin of a customer per period
    #[arg(long, value_name = "AMOUNT", value_parser = money, allow_negative_numbers = true)]
    pub(crate) margin: Money,
    /// Retention rate per period, taken as known: 0.8 or 80%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) retention: Option<Proportion>,
    /// Customers who stayed for the period, of those given by --of
    #[arg(long, value_name = "N", requires = "of")]
    pub(crate) stayed: Option<u64>,
    /// Customers at the start of the period
    #[arg(long, value_name = "N", requires = "stayed")]
    pub(crate) of: Option<u64>,
    /// Discount rate per period: 0.12 or 12%
    #[arg(long, value_name = "RATE", value_parser = discount)]
    pub(crate) discount: Discount,
    /// When the first margin falls
    #[arg(long, value_name = "WHEN", value_parser = choice::<FirstPayment>())]
    pub(crate) first_payment: FirstPayment,
    /// Count only so many periods
    #[arg(long, value_name = "N")]
    pub(crate) periods: Option<u32>,
    /// What it cost to win the customer
    #[arg(long, value_name = "AMOUNT", default_value = "0", value_parser = non_negative)]
    pub(crate) acquisition_cost: NonNegative,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Frequency, recency, tenure and monetary value of each customer, as CSV
///
/// Frequency counts repeat orders; recency is the time from the first order to the last, tenure from the first order to
/// the last day observed; monetary value is the mean amount of the repeat orders. Times are exact fractions of the unit.
/// This is the input of every buy-till-you-die model.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill histories orders.csv --output histories.csv
  goodwill histories orders.csv --as-of 1997-09-30 --unit day | head")]
pub(crate) struct Histories {
    #[command(flatten)]
    pub(crate) orders: Orders,
    /// Unit of recency and tenure
    #[arg(long, default_value = "week", value_parser = choice::<TimeUnit>(), help_heading = "Measures")]
    pub(crate) unit: TimeUnit,
    /// Count the first order too
    #[arg(long, help_heading = "Measures")]
    pub(crate) include_first: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = HistoriesFormat::Csv, help_heading = "Output")]
    pub(crate) format: HistoriesFormat,
    /// Where to write it [default: stdout]
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}

/// How histories are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoriesFormat {
    /// A row for each customer
    #[value(alias = "table")]
    Csv,
    /// A JSON list for each column
    Json,
}

/// Repeat purchase, frequency, order value and the time between orders
///
/// An order is what a customer bought on one day, unless --grain says otherwise.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill repeat orders.csv
  goodwill repeat orders.csv --from 2024-01-01 --to 2024-12-31 --repeat-within 30")]
pub(crate) struct Repeat {
    #[command(flatten)]
    pub(crate) orders: Orders,
    /// First day of the period measured [default: the day of the first order]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Measures")]
    pub(crate) from: Option<Day>,
    /// Last day of the period measured [default: the last day observed]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Measures")]
    pub(crate) to: Option<Day>,
    /// How many days after the first order "buys again" looks ahead
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = days(), help_heading = "Measures")]
    pub(crate) repeat_within: u32,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Active, new, returned and churned customers by period
///
/// active(t) = active(t − 1) + new + returned − churned, exactly. To churn here is not to order in one period: choose a
/// period longer than most gaps between orders.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill growth orders.csv --period quarter")]
pub(crate) struct Growth {
    #[command(flatten)]
    pub(crate) orders: Orders,
    /// Grain of the table
    #[arg(long, default_value = "month", value_parser = choice::<Period>(), help_heading = "Measures")]
    pub(crate) period: Period,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Customers of high, medium and low value
///
/// By purchases a year, by spend a year, or by both. Tiers are half-open: a threshold belongs to the tier it opens.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill tiers orders.csv
  goodwill tiers orders.csv --tier-spend 1000,300
  goodwill tiers orders.csv --tier-spend 1000,300 --tier-purchases 5,3 --tier-agreement both")]
pub(crate) struct Tiers {
    #[command(flatten)]
    pub(crate) orders: Orders,
    #[command(flatten)]
    pub(crate) tiers: TierOptions,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// On how few customers the revenue rests
///
/// Shares of the top customers, Gini, Theil and Herfindahl–Hirschman indices, and the classes A, B and C.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill concentration orders.csv")]
pub(crate) struct Concentration {
    #[command(flatten)]
    pub(crate) orders: Orders,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Columns of a file of histories.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Histories, instead of orders")]
pub(crate) struct HistoryNames {
    /// Column of repeat purchases [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) frequency: Option<String>,
    /// Column of the time of the last purchase [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) recency: Option<String>,
    /// Column of the time observed, T [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) tenure: Option<String>,
    /// Column of the mean amount of the repeat purchases [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) monetary_value: Option<String>,
    /// Column that says how many customers a row stands for [default: found by its name]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) weight: Option<String>,
}

/// Fit a probability model of customers: how often they buy, how long they stay, what they spend
///
/// Reads orders, or histories (columns of frequency, recency and T, as goodwill histories writes them), and finds the
/// parameters of the highest likelihood with their intervals. The models sbg and bdw take a column of survivors instead:
/// how many customers of a cohort are left at the start and after each renewal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill fit orders.csv --save model.json
  goodwill fit orders.csv --model pareto_nbd --as-of 1997-09-30 --unit week
  goodwill fit orders.csv --model gamma_gamma --save spend.json
  goodwill fit donations.csv --model bg_bb
  goodwill fit cohort.csv --model sbg --survivors left")]
pub(crate) struct Fit {
    #[command(flatten)]
    pub(crate) orders: Orders,
    #[command(flatten)]
    pub(crate) histories: HistoryNames,
    /// The model
    #[arg(long, default_value = "bg_nbd", value_parser = choice::<ModelKind>(), help_heading = "Model")]
    pub(crate) model: ModelKind,
    /// Unit of the model's time; of a file of histories, what its times are in [default: week for orders]
    #[arg(long, value_parser = choice::<TimeUnit>(), help_heading = "Model")]
    pub(crate) unit: Option<TimeUnit>,
    /// Erlang-k regularity of the times between purchases, for bg_nbd and mbg_nbd
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100), help_heading = "Model")]
    pub(crate) regularity: u32,
    /// Subtract this times the sum of the squared parameters from the mean log-likelihood
    #[arg(long, value_name = "PENALTY", default_value = "0", value_parser = non_negative, help_heading = "Model")]
    pub(crate) penalty: NonNegative,
    /// Column of survivors, for sbg and bdw
    #[arg(long, value_name = "COLUMN", help_heading = "Model")]
    pub(crate) survivors: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Where to save the fitted model, for goodwill predict
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(crate) save: Option<PathBuf>,
}

/// What a fitted model expects of each customer, as CSV
///
/// One row a customer: their history; the purchases expected within the horizon; the probability that they are a customer
/// still; and where there is money, the spend expected per purchase and the lifetime value within the horizon, discounted.
/// Spend is expected by a Gamma-Gamma model, given or fitted to the same file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill predict model.json orders.csv --output customers.csv
  goodwill predict model.json orders.csv --horizon 12months --discount 15% --margin 30%
  goodwill predict model.json histories.csv --columns expected_purchases,probability_alive")]
pub(crate) struct Predict {
    /// A model that goodwill fit saved
    #[arg(value_name = "MODEL")]
    pub(crate) model: PathBuf,
    #[command(flatten)]
    pub(crate) orders: Orders,
    #[command(flatten)]
    pub(crate) histories: HistoryNames,
    /// How far ahead: 52weeks, 12months, 365days; a number alone is in the model's unit
    #[arg(long, value_name = "TIME", default_value = "12months", value_parser = span, help_heading = "Predictions")]
    pub(crate) horizon: (f64, Option<TimeUnit>),
    /// Columns to write [default: all that the data allow but probability_active]
    #[arg(
        long,
        value_name = "COLUMN,…",
        value_delimiter = ',',
        value_enum,
        help_heading = "Predictions"
    )]
    pub(crate) columns: Vec<Prediction>,
    /// A Gamma-Gamma model that goodwill fit saved [default: fitted to this file]
    #[arg(long, value_name = "FILE", help_heading = "Predictions")]
    pub(crate) spend_model: Option<PathBuf>,
    /// Discount of money to come, a year: 0.1 or 10%
    #[arg(long, value_name = "RATE", default_value = "10%", value_parser = discount, help_heading = "Predictions")]
    pub(crate) discount: Discount,
    /// Share of spend that is margin: 0.3 or 30%
    #[arg(long, value_name = "SHARE", default_value = "1", value_parser = share, help_heading = "Predictions")]
    pub(crate) margin: Proportion,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = HistoriesFormat::Csv, help_heading = "Output")]
    pub(crate) format: HistoriesFormat,
    /// Where to write it [default: stdout]
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
}

/// A column of predictions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Prediction {
    /// Purchases within the horizon
    ExpectedPurchases,
    /// The probability to be a customer still
    ProbabilityAlive,
    /// The probability of a purchase within the horizon
    ProbabilityActive,
    /// Spend per purchase
    ExpectedSpend,
    /// Margin of the purchases within the horizon, discounted
    LifetimeValue,
}

/// List every metric of the library with its Chinese name
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill metrics
  goodwill metrics churn
  goodwill metrics 留存")]
pub(crate) struct Metrics {
    /// Only metrics with this word in their name, title, Chinese name or room
    pub(crate) word: Option<String>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// Write a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill completions bash > ~/.local/share/bash-completion/completions/goodwill
  goodwill completions zsh > ~/.zfunc/_goodwill
  goodwill completions fish > ~/.config/fish/completions/goodwill.fish")]
pub(crate) struct Completions {
    /// The shell it is for
    pub(crate) shell: clap_complete::Shell,
}

/// Write the manual pages (roff)
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  goodwill man assess | man -l -
  goodwill man --all /usr/local/share/man/man1")]
pub(crate) struct Man {
    /// The command it is about [default: goodwill itself]
    pub(crate) command: Option<String>,
    /// Write the pages of all commands into this directory
    #[arg(long, value_name = "DIRECTORY", conflicts_with = "command")]
    pub(crate) all: Option<PathBuf>,
}

/// A number and a unit of time: `52weeks`, `12 months`, `1year`; without unit, the model's.
fn span(text: &str) -> Result<(f64, Option<TimeUnit>), String> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (length, unit) = text.split_at(end);
    let unit = match unit.trim() {
        "" => None,
        word => Some(
            TimeUnit::from_name("unit", word.strip_suffix('s').unwrap_or(word))
                .map_err(|_| "must be a number of days, weeks, months or years, as 52weeks".to_owned())?,
        ),
    };
    let length = Positive::new("horizon", number(length)?).map_err(reason)?;
    Ok((length.get(), unit))
}

/// Reads a choice by its stable name; help and complaints list the names.
fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    listed(T::ALL)
}

/// The bases that need no more than counts.
fn churn_base() -> impl TypedValueParser<Value = ChurnBase> {
    let mut bases = ChurnBase::ALL.to_vec();
    bases.retain(|base| *base != ChurnBase::DailySum);
    listed(&bases)
}

fn listed<T: Choice + Send + Sync>(choices: &[T]) -> impl TypedValueParser<Value = T> + use<T> {
    PossibleValuesParser::new(choices.iter().map(|choice| choice.name()))
        .try_map(|name| T::from_name("choice", &name))
}

fn number_format() -> impl TypedValueParser<Value = NumberFormat> {
    PossibleValuesParser::new(["decimal_point", "decimal_comma"]).try_map(|name| name.parse::<NumberFormat>())
}

fn days() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(1..)
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(reason)
}

fn date_format(text: &str) -> Result<DateFormat, String> {
    text.parse().map_err(reason)
}

fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Ok('\t'),
        _ => text
            .parse()
            .map_err(|_| "must be one character, or the word tab".into()),
    }
}

fn level(text: &str) -> Result<Level, String> {
    Level::new("level", rate(text)?).map_err(reason)
}

fn share(text: &str) -> Result<Proportion, String> {
    Proportion::new("share", rate(text)?).map_err(reason)
}

fn discount(text: &str) -> Result<Discount, String> {
    Discount::new("discount", rate(text)?).map_err(reason)
}

fn money(text: &str) -> Result<Money, String> {
    Money::new("amount", number(text)?).map_err(reason)
}

fn non_negative(text: &str) -> Result<NonNegative, String> {
    NonNegative::new("number", number(text)?).map_err(reason)
}

fn positive(text: &str) -> Result<Positive, String> {
    Positive::new("number", number(text)?).map_err(reason)
}

/// A rate as a number or in percent.
fn rate(text: &str) -> Result<f64, String> {
    match text.strip_suffix('%') {
        Some(percent) => Ok(number(percent)? / 100.0),
        None => number(text),
    }
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| "must be a number".into())
}

/// clap names the flag and the value.
#[allow(clippy::needless_pass_by_value)] // for map_err
fn reason(error: goodwill::Error) -> String {
    error.reason().to_owned()
}
