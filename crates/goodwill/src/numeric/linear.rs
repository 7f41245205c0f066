//! Small dense symmetric matrices: what a fit of a handful of parameters needs. Every sum runs in index order.
//!
//! Eigenvalues by Jacobi's cyclic rotations, which find small ones to high relative accuracy (Demmel and Veselić 1992);
//! solutions by Cholesky's factor.

use alloc::{vec, vec::Vec};
use core::ops::{Index, IndexMut};

/// A square matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    size: usize,
    values: Vec<f64>,
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.values[row * self.size + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.values[row * self.size + column]
    }
}

impl Matrix {
    /// All zero.
    #[must_use]
    pub fn zeros(size: usize) -> Self {
        Self {
            size,
            values: vec![0.0; size * size],
        }
    }

    /// The matrix whose entry at (row, column) is `entry(row, column)`.
    pub fn from_fn(size: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Self {
        let mut matrix = Self::zeros(size);
        for row in 0..size {
            for column in 0..size {
                matrix[(row, column)] = entry(row, column);
            }
        }
        matrix
    }

    /// The number of rows.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<f64>> {
        self.values
            .chunks(self.size.max(1))
            .map(<[f64]>::to_vec)
            .collect()
    }

    /// The product with a vector.
    #[must_use]
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        self.values
            .chunks(self.size.max(1))
            .map(|row| dot(row, x))
            .collect()
    }

    /// `xᵀ A y`.
    #[must_use]
    pub fn form(&self, x: &[f64], y: &[f64]) -> f64 {
        dot(x, &self.times(y))
    }

    /// The Cholesky factor, or `None` if the matrix is not positive definite to working precision.
    #[must_use]
    pub fn cholesky(&self) -> Option<Cholesky> {
        let mut lower = Self::zeros(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let mut rest = self[(row, column)];
                for k in 0..column {
                    rest -= lower[(row, k)] * lower[(column, k)];
                }
                lower[(row, column)] = if row > column {
                    rest / lower[(column, column)]
                } else if rest > 0.0 && rest.is_finite() {
                    libm::sqrt(rest)
                } else {
                    return None;
                };
            }
        }
        Some(Cholesky { lower })
    }

    /// Eigenvalues and eigenvectors of a symmetric matrix of finite numbers.
    #[must_use]
    pub fn eigen(&self) -> Eigen {
        let n = self.size;
        let mut a = self.clone();
        let mut vectors = Self::from_fn(n, |row, column| f64::from(u8::from(row == column)));
        // Ten sweeps are plenty: convergence is quadratic once the off-diagonal is small.
        for _ in 0..60 {
            let mut rotated = false;
            for p in 0..n {
                for q in p + 1..n {
                    let off = a[(p, q)];
                    let negligible = f64::EPSILON
                        * 0.25
                        * libm::sqrt(libm::fabs(a[(p, p)]))
                        * libm::sqrt(libm::fabs(a[(q, q)]));
                    if libm::fabs(off) <= negligible || libm::fabs(off) < f64::MIN_POSITIVE {
                        continue;
                    }
                    rotated = true;
                    let theta = 0.5 * (a[(q, q)] - a[(p, p)]) / off;
                    let size = libm::fabs(theta) + libm::hypot(theta, 1.0);
                    let t = if theta < 0.0 { -1.0 / size } else { 1.0 / size };
                    let cosine = 1.0 / libm::hypot(t, 1.0);
                    let sine = t * cosine;
                    a[(p, p)] -= t * off;
                    a[(q, q)] += t * off;
                    a[(p, q)] = 0.0;
                    a[(q, p)] = 0.0;
                    for k in 0..n {
                        if k != p && k != q {
                            let (x, y) = (a[(k, p)], a[(k, q)]);
                            a[(k, p)] = cosine * x - sine * y;
                            a[(k, q)] = sine * x + cosine * y;
                            a[(p, k)] = a[(k, p)];
                            a[(q, k)] = a[(k, q)];
                        }
                        let (x, y) = (vectors[(k, p)], vectors[(k, q)]);
                        vectors[(k, p)] = cosine * x - sine * y;
                        vectors[(k, q)] = sine * x + cosine * y;
                    }
                }
            }
            if !rotated {
                break;
            }
        }
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|&i, &j| a[(i, i)].total_cmp(&a[(j, j)]).then(i.cmp(&j)));
        Eigen {
            values: order.iter().map(|&i| a[(i, i)]).collect(),
            vectors: order
                .iter()
                .map(|&i| (0..n).map(|k| vectors[(k, i)]).collect())
                .collect(),
        }
    }
}

/// `Σ xᵢ yᵢ`, in order.
#[must_use]
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// The eigenvalues of a symmetric matrix, ascending, and its eigenvectors of length 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// Ascending.
    pub values: Vec<f64>,
    /// One vector a value.
    pub vectors: Vec<Vec<f64>>,
}

impl Eigen {
    /// The smallest eigenvalue.
    #[must_use]
    pub fn smallest(&self) -> f64 {
        self.values.first().copied().unwrap_or(0.0)
    }

    /// The largest eigenvalue.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.values.last().copied().unwrap_or(0.0)
    }
}

/// The lower triangular `L` with `L Lᵀ = A`.
#[derive(Debug, Clone, PartialEq)]
pub struct Cholesky {
    lower: Matrix,
}

impl Cholesky {
    /// `L`.
    #[must_use]
    pub fn lower(&self) -> &Matrix {
        &self.lower
    }

    /// `L⁻¹ b`.
    #[must_use]
    pub fn half_solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for row in 0..x.len() {
            for k in 0..row {
                x[row] -= self.lower[(row, k)] * x[k];
            }
            x[row] /= self.lower[(row, row)];
        }
        x
    }

    /// `A⁻¹ b`.
    #[must_use]
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = self.half_solve(b);
        for row in (0..x.len()).rev() {
            for k in row + 1..x.len() {
                x[row] -= self.lower[(k, row)] * x[k];
            }
            x[row] /= self.lower[(row, row)];
        }
        x
    }

    /// `A⁻¹`, symmetric to the last bit.
    #[must_use]
    pub fn inverse(&self) -> Matrix {
        let n = self.lower.size;
        let mut inverse = Matrix::zeros(n);
        for column in 0..n {
            let mut unit = vec![0.0; n];
            unit[column] = 1.0;
            let solved = self.solve(&unit);
            for row in column..n {
                inverse[(row, column)] = solved[row];
                inverse[(column, row)] = solved[row];
            }
        }
        inverse
    }

    /// `ln det A`.
    #[must_use]
    pub fn ln_determinant(&self) -> f64 {
        (0..self.lower.size)
            .map(|i| 2.0 * libm::log(self.lower[(i, i)]))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Hilbert matrix of size 5: condition 4.8e5. Eigenvalues by mpmath's `eigsy` at 50 digits.
    #[test]
    fn hilbert() {
        let hilbert = Matrix::from_fn(5, |i, j| 1.0 / (i + j + 1) as f64);
        let expected = [
            3.287928772171863e-6,
            3.058980401511917e-4,
            0.011407491623419806,
            0.20853421861101334,
            1.5670506910982307,
        ];
        let eigen = hilbert.eigen();
        for (value, expected) in eigen.values.iter().zip(expected) {
            assert!((value / expected - 1.0).abs() < 1e-10, "{value} {expected}");
        }
        for (value, vector) in eigen.values.iter().zip(&eigen.vectors) {
            let image = hilbert.times(vector);
            for (a, b) in image.iter().zip(vector) {
                assert!((a - value * b).abs() < 1e-15);
            }
        }
        // The inverse of a Hilbert matrix is of integers.
        let factor = hilbert.cholesky().unwrap();
        let inverse = factor.inverse();
        assert!((inverse[(0, 0)] - 25.0).abs() < 1e-8);
        assert!((inverse[(3, 3)] / 179200.0 - 1.0).abs() < 1e-9);
        assert!((inverse[(4, 0)] / 630.0 - 1.0).abs() < 1e-9);
        // det H₅ = 1 / 266716800000
        assert!((factor.ln_determinant() + libm::log(266_716_800_000.0)).abs() < 1e-10);
    }

    #[test]
    fn indefinite_has_no_factor() {
        let saddle = Matrix::from_fn(2, |i, j| if i == j { 1.0 } else { 2.0 });
        assert!(saddle.cholesky().is_none());
        let eigen = saddle.eigen();
        assert!((eigen.smallest() + 1.0).abs() < 1e-15 && (eigen.largest() - 3.0).abs() < 1e-15);
    }

    #[test]
    fn solves() {
        let a = Matrix::from_fn(3, |i, j| if i == j { 4.0 } else { 1.0 });
        let x = a.cholesky().unwrap().solve(&[6.0, 9.0, 12.0]);
        for (x, expected) in x.iter().zip([0.5, 1.5, 2.5]) {
            assert!((x - expected).abs() < 1e-15);
        }
    }
}
