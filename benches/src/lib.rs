//! What the benchmarks share: made-up orders, a counting allocator, other libraries, timing.

pub mod memory;
pub mod orders;
pub mod peers;
pub mod timing;
