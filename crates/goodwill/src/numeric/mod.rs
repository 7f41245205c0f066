//! The numerical ground: exact sums, special functions, quantiles, random numbers. Private to the library.
