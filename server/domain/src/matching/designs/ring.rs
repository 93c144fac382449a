//! Arithmetic with few numbers: finite fields, their products, and the integers modulo `n`.
//!
//! In a field a product is zero only when a factor is, and that is what keeps two people from meeting twice. A field has
//! `p^k` elements; for other sizes the product of fields (componentwise) is the next best: its elements whose components
//! all differ still have invertible differences.

/// A commutative ring whose elements are `0..size`; 0 is zero.
pub struct Ring {
    pub size: usize,
    parts: Vec<Part>,
}

/// One factor of a product: a field, or integers modulo any `order`.
struct Part {
    order: usize,
    /// Elements are written with digits below this, and digits are added apart from each other.
    base: usize,
    /// Powers of a primitive element; empty where multiplication is that of integers.
    powers: Vec<usize>,
    /// The exponent of each element but 0.
    exponent: Vec<usize>,
}

impl Ring {
    /// The integers modulo `size`.
    pub fn integers(size: usize) -> Self {
        let parts = vec![Part::integers(size)];
        Self { size, parts }
    }

    /// The product of fields, one for each prime in `size`.
    pub fn fields(size: usize) -> Self {
        let parts = prime_powers(size);
        let parts = parts
            .into_iter()
            .map(|(prime, power)| Part::field(prime, power));
        Self {
            size,
            parts: parts.collect(),
        }
    }

    /// How many elements there are, at most, of which any two differ in every component: the size of the smallest part.
    pub fn independent(&self) -> usize {
        self.parts.iter().map(|part| part.order).min().unwrap_or(1)
    }

    /// The element with the same number in every component.
    pub fn diagonal(&self, number: usize) -> usize {
        self.by_parts(0, 0, |part, _, _| number % part.order)
    }

    pub fn difference(&self, a: usize, b: usize) -> usize {
        self.by_parts(a, b, Part::difference)
    }

    pub fn product(&self, a: usize, b: usize) -> usize {
        self.by_parts(a, b, Part::product)
    }

    fn by_parts(
        &self,
        mut a: usize,
        mut b: usize,
        f: impl Fn(&Part, usize, usize) -> usize,
    ) -> usize {
        let (mut result, mut place) = (0, 1);
        for part in &self.parts {
            result += place * f(part, a % part.order, b % part.order);
            place *= part.order;
            a /= part.order;
            b /= part.order;
        }
        result
    }
}

impl Part {
    fn integers(order: usize) -> Self {
        Self {
            order,
            base: order,
            powers: Vec::new(),
            exponent: Vec::new(),
        }
    }

    /// The field with `prime^power` elements: polynomials of lower degree, modulo one for which `x` is primitive.
    fn field(prime: usize, power: u32) -> Self {
        let order = prime.pow(power);
        if power == 1 {
            return Self::integers(order);
        }
        let with = |tail: usize| {
            let mut powers = vec![1];
            let mut next = times_x(1, tail, prime, order);
            while next != 1 && powers.len() < order {
                powers.push(next);
                next = times_x(next, tail, prime, order);
            }
            (powers.len() == order - 1).then_some(powers)
        };
        // Primitive polynomials exist for every prime power; one whose last coefficient is 0 never comes back to 1.
        let powers = (1..order).find_map(with).unwrap_or_default();
        let mut exponent = vec![0; order];
        for (at, &element) in powers.iter().enumerate() {
            exponent[element] = at;
        }
        Self {
            order,
            base: prime,
            powers,
            exponent,
        }
    }

    fn difference(&self, a: usize, b: usize) -> usize {
        digits(a, b, self.base, self.order, |a, b| {
            (a + self.base - b) % self.base
        })
    }

    fn product(&self, a: usize, b: usize) -> usize {
        if self.powers.is_empty() {
            a * b % self.order
        } else if a == 0 || b == 0 {
            0
        } else {
            self.powers[(self.exponent[a] + self.exponent[b]) % self.powers.len()]
        }
    }
}

/// A polynomial times `x`, modulo the one whose leading term equals `tail`.
fn times_x(element: usize, tail: usize, prime: usize, order: usize) -> usize {
    let leading = element * prime / order;
    let shifted = element * prime % order;
    digits(shifted, tail, prime, order, |low, tail| {
        (low + leading * tail) % prime
    })
}

/// Digit by digit.
fn digits(
    mut a: usize,
    mut b: usize,
    base: usize,
    order: usize,
    f: impl Fn(usize, usize) -> usize,
) -> usize {
    let (mut result, mut place) = (0, 1);
    while place < order {
        result += place * f(a % base, b % base);
        place *= base;
        a /= base;
        b /= base;
    }
    result
}

/// The primes in a number, each with its power.
fn prime_powers(mut number: usize) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    let mut prime = 2;
    while number > 1 {
        if prime * prime > number {
            prime = number;
        }
        let mut power = 0;
        while number.is_multiple_of(prime) {
            number /= prime;
            power += 1;
        }
        if power > 0 {
            found.push((prime, power));
        }
        prime += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_field_only_nothing_times_something_is_nothing() {
        for size in [
            2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 25, 27, 32, 49, 64, 81, 125, 128, 243, 256,
        ] {
            let ring = Ring::fields(size);
            assert_eq!(ring.independent(), size);
            for a in 1..size {
                assert!((1..size).all(|b| ring.product(a, b) != 0), "{a} in {size}");
            }
        }
    }

    #[test]
    fn products_distribute_over_differences() {
        for ring in (2..=20).flat_map(|size| [Ring::fields(size), Ring::integers(size)]) {
            let all = 0..ring.size;
            for (a, b, c) in all.clone().flat_map(|a| {
                all.clone()
                    .flat_map(move |b| (0..4).map(move |c| (a, b, c)))
            }) {
                let c = c % ring.size;
                let apart = ring.difference(ring.product(a, c), ring.product(b, c));
                assert_eq!(ring.product(ring.difference(a, b), c), apart);
            }
        }
    }
}
