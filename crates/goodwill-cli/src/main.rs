//! The `goodwill` command.
fn main() {
    println!("goodwill {}", goodwill::VERSION);
}
