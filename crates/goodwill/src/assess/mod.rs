//! The whole indicator system from one set of inputs.
