//! Percentiles that anybody can repeat.

/// The smallest datum with at least `percent` of all at or below it (nearest rank). `None` without data.
pub fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().filter(|_| !sorted.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_always_one_of_the_data() {
        let data = [15, 20, 35, 40, 50];
        assert_eq!(percentile(&data, 50), Some(35));
        assert_eq!(percentile(&data, 90), Some(50));
        assert_eq!(percentile(&data, 30), Some(20));
        assert_eq!(percentile(&data, 100), Some(50));
        assert_eq!(percentile(&[], 50), None);
    }
}
