//! Cases of the value room.

use crate::Answer;
use crate::retention::{estimate, level};
use goodwill::Result;
use goodwill::quantity::{Discount, Money, NonNegative, Proportion};
use goodwill::value::{
    AbcOptions, abc_classes, cltv, cltv_finite, cltv_historic, cltv_literal, concentration,
    customers_for_share, gini, herfindahl, lorenz_curve, margin_multiple, theil, top_k_share, top_share,
};
use goodwill_tests::{Case, Outputs};

pub(crate) fn call(case: &Case) -> Answer {
    let values = || case.numbers("values");
    Some(match case.function.as_str() {
        "margin_multiple" => discount(case)
            .and_then(|discount| {
                margin_multiple(
                    &estimate(case, "retention")?,
                    discount,
                    case.choice("first_payment")?,
                )
            })
            .map(|multiple| Outputs::of(&multiple)),
        "cltv" => value(case),
        "cltv_finite" => finite(case),
        "cltv_historic" => level(case)
            .and_then(|level| cltv_historic(&values(), level))
            .map(|historic| Outputs::of(&historic)),
        "cltv_literal" => literal(case),
        "concentration" => level(case)
            .and_then(|level| concentration(&values(), level))
            .map(|concentration| Outputs::of(&concentration)),
        "lorenz_curve" => {
            lorenz_curve(&values(), case.count_or("points", 0) as usize).map(|curve| Outputs::of(&curve))
        }
        "gini" => level(case)
            .and_then(|level| gini(&values(), level))
            .map(|gini| Outputs::of(&gini)),
        "theil" => level(case)
            .and_then(|level| theil(&values(), level))
            .map(|theil| Outputs::of(&theil)),
        "herfindahl" => level(case)
            .and_then(|level| herfindahl(&values(), level))
            .map(|index| Outputs::of(&index)),
        "top_share" => proportion(case, "customers")
            .and_then(|customers| top_share(&values(), customers, level(case)?))
            .map(|share| Outputs::of(&share)),
        "top_k_share" => level(case)
            .and_then(|level| top_k_share(&values(), case.count("k"), level))
            .map(|share| Outputs::of(&share)),
        "customers_for_share" => proportion(case, "share")
            .and_then(|share| customers_for_share(&values(), share, level(case)?))
            .map(|customers| Outputs::of(&customers)),
        "abc_classes" => abc(case),
        _ => return None,
    })
}

fn discount(case: &Case) -> Result<Discount> {
    Discount::new("discount", case.number("discount"))
}

fn proportion(case: &Case, key: &'static str) -> Result<Proportion> {
    Proportion::new(key, case.number(key))
}

fn acquisition_cost(case: &Case) -> Result<NonNegative> {
    NonNegative::new("acquisition_cost", case.number_or("acquisition_cost", 0.0))
}

fn value(case: &Case) -> Result<Outputs> {
    let value = cltv(
        &estimate(case, "margin")?,
        &estimate(case, "retention")?,
        discount(case)?,
        case.choice("first_payment")?,
        acquisition_cost(case)?,
    )?;
    Ok(Outputs::of(&value))
}

fn finite(case: &Case) -> Result<Outputs> {
    let value = cltv_finite(
        &estimate(case, "margin")?,
        &estimate(case, "retention")?,
        discount(case)?,
        case.choice("first_payment")?,
        case.count("periods") as u32,
        acquisition_cost(case)?,
    )?;
    Ok(Outputs::of(&value))
}

fn literal(case: &Case) -> Result<Outputs> {
    let literal = cltv_literal(
        Money::new("arpc", case.number("arpc"))?,
        proportion(case, "retention")?,
        NonNegative::new("lifetime", case.number("lifetime"))?,
    )?;
    Ok(Outputs::of(&literal))
}

fn abc(case: &Case) -> Result<Outputs> {
    let defaults = AbcOptions::default();
    let options = AbcOptions {
        a: Proportion::new("a", case.number_or("a", defaults.a.get()))?,
        b: Proportion::new("b", case.number_or("b", defaults.b.get()))?,
    };
    Ok(Outputs::of(&abc_classes(&case.numbers("values"), &options)?))
}
