//! `goodwill cltv` and `goodwill concentration`.

use crate::cli;
use crate::failure::Failure;
use crate::{output, reading};
use goodwill::Estimate;
use goodwill::assess::{AssessOptions, Unit};
use goodwill::estimate::{ProportionOptions, proportion};
use goodwill::value::{AbcClass, cltv_finite};
use goodwill::{Error, ErrorCode};
use goodwill_report::terminal::{Figure, count, figures, number, table};

pub(crate) fn cltv(arguments: &cli::Cltv) -> Result<(), Failure> {
    let retention = match (arguments.retention, arguments.stayed, arguments.of) {
        (_, Some(stayed), Some(of)) => {
            let options = ProportionOptions {
                level: arguments.output.level,
                ..ProportionOptions::default()
            };
            proportion(stayed, of, &options).map_err(|error| match error.parameter() {
                "n" => error.rename("of"),
                _ => Error::new(error.code(), "stayed", format!("must not exceed --of {of}"))
                    .with_value(stayed),
            })?
        }
        (retention, ..) => Estimate::given(retention.map_or(f64::NAN, f64::from)),
    };
    let margin = Estimate::given(arguments.margin.get());
    let (discount, first, cost) = (
        arguments.discount,
        arguments.first_payment,
        arguments.acquisition_cost,
    );
    let cltv = match arguments.periods {
        Some(periods) => cltv_finite(&margin, &retention, discount, first, periods, cost)?,
        None => goodwill::value::cltv(&margin, &retention, discount, first, cost)?,
    };
    let metric = if arguments.periods.is_some() {
        "cltv_finite"
    } else {
        "cltv"
    };
    output::show(&arguments.output, metric, &cltv, &[], |width| {
        let rows = [
            Figure::new("Customer lifetime value", Unit::Money, &cltv.cltv),
            Figure::new("Margin multiple", Unit::Number, &cltv.multiple),
            Figure::new("Retention", Unit::Share, &retention),
        ];
        figures(&rows, width)
    })
}

pub(crate) fn concentration(arguments: &cli::Concentration) -> Result<(), Failure> {
    let (purchases, mut notes) = reading::purchases(&arguments.orders, &arguments.reading)?;
    let options = AssessOptions {
        as_of: arguments.orders.as_of,
        level: arguments.output.level,
        models: false,
        ..AssessOptions::default()
    };
    let assessment = goodwill::assess(&purchases, None, &options)?;
    let Some(spread) = &assessment.concentration else {
        return Err(not_computed(&assessment, "concentration"));
    };
    notes.extend(assessment.data.notes.iter().cloned());
    let rows = [
        Figure::new(
            "Top 1% of customers: share of revenue",
            Unit::Share,
            &spread.top_1_percent,
        ),
        Figure::new("Top 10%", Unit::Share, &spread.top_10_percent),
        Figure::new("Top 20%", Unit::Share, &spread.top_20_percent),
        Figure::new(
            "Customers who bring 80%",
            Unit::Share,
            &spread.customers_for_80.fraction,
        ),
        Figure::new("Gini coefficient", Unit::Number, &spread.gini.gini),
        Figure::new("Theil index", Unit::Number, &spread.theil.theil),
        Figure::new(
            "Herfindahl–Hirschman index",
            Unit::Number,
            &spread.herfindahl.index,
        ),
        Figure::new(
            "Effective number of customers",
            Unit::Number,
            &spread.herfindahl.effective_customers,
        ),
    ];
    output::show(&arguments.output, "concentration", spread, &notes, |width| {
        let classes = spread.abc.iter().map(|row| {
            let class = match row.abc_class {
                AbcClass::A => "A: to 80% of revenue",
                AbcClass::B => "B: to 95%",
                AbcClass::C => "C: the rest",
            };
            vec![
                class.to_owned(),
                count(row.customers),
                number(Unit::Share, row.customer_share),
                number(Unit::Money, row.amount),
                number(Unit::Share, row.amount_share),
            ]
        });
        let header = ["class", "customers", "share", "revenue", "share"];
        figures(&rows, width) + "\n" + &table("lrrrr", &header, classes, width)
    })
}

/// Why an assessment lacks a metric.
pub(crate) fn not_computed(assessment: &goodwill::assess::Assessment, metric: &str) -> Failure {
    let needs = assessment
        .not_computed
        .iter()
        .find(|missing| missing.metric == metric)
        .map_or_else(String::new, |missing| missing.needs.clone());
    Error::new(ErrorCode::Undefined, metric.to_owned(), format!("needs {needs}")).into()
}
