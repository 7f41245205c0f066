//! Every golden case, through the Rust door.
//!
//! Each room has a file in `rust_door/` that turns a case into a call. A function no room knows is a failure.

#[path = "rust_door/backtest.rs"]
mod backtest;
#[path = "rust_door/covariates.rs"]
mod covariates;
#[path = "rust_door/estimate.rs"]
mod estimate;
#[path = "rust_door/history.rs"]
mod history;
#[path = "rust_door/loyalty.rs"]
mod loyalty;
#[path = "rust_door/model.rs"]
mod model;
#[path = "rust_door/posterior.rs"]
mod posterior;
#[path = "rust_door/purchase.rs"]
mod purchase;
#[path = "rust_door/retention.rs"]
mod retention;
#[path = "rust_door/segment.rs"]
mod segment;
#[path = "rust_door/survey/mod.rs"]
mod survey;
#[path = "rust_door/value.rs"]
mod value;

use goodwill_tests::{Case, Outputs, cases};

/// What a room gives for a case; `None` for a function of another room.
type Answer = Option<goodwill::Result<Outputs>>;

const ROOMS: &[fn(&Case) -> Answer] = &[
    estimate::call,
    survey::call,
    history::call,
    posterior::call,
    purchase::call,
    retention::call,
    segment::call,
    loyalty::call,
    value::call,
    model::call,
    backtest::call,
    covariates::call,
];

/// With `GOODWILL_BITS` set, the bits of every expected number are written to that file, to be compared with what the
/// other doors give.
#[test]
fn golden_cases() {
    let (mut complaints, mut bits) = (Vec::new(), String::new());
    for case in cases() {
        match ROOMS.iter().find_map(|call| call(&case)) {
            Some(got) => {
                complaints.extend(case.check(&got));
                bits.push_str(&case.bits(&got));
            }
            None => complaints.push(format!("{}: no room answers for {}", case.name, case.function)),
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    if let Some(path) = std::env::var_os("GOODWILL_BITS") {
        std::fs::write(&path, bits).expect("GOODWILL_BITS names a file that can be written");
    }
}
