//! Reads a file of orders and says what was found: `cargo run --release --example read_orders -- FILE`.

use goodwill_arrow::file::{OrdersOptions, read_purchases};

fn main() -> goodwill::Result<()> {
    let path = std::env::args()
        .nth(1)
        .expect("the path of a CSV or Parquet file");
    let (purchases, report) = read_purchases(path, &OrdersOptions::default())?;
    println!("{} rows of {}", report.rows, report.format);
    report.notes().iter().for_each(|note| println!("{note}"));
    println!(
        "{} customers, {} occasions, {} to {}",
        purchases.customers(),
        purchases.occasions(),
        purchases.first_day(),
        purchases.last_day()
    );
    Ok(())
}
