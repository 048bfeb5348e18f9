//! What was done, how long it took and what failed. One failed step does not hide the next one.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

/// The steps of one run, in order.
#[derive(Debug, Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: String,
    took: Duration,
    problem: Option<String>,
}

impl Report {
    /// Does one step and remembers its end. `true` when it went well.
    #[expect(clippy::disallowed_methods, reason = "a developer's tool times its own steps")]
    pub(crate) fn step(&mut self, name: &str, act: impl FnOnce() -> Result<(), String>) -> bool {
        println!("\n=== {name}");
        let start = Instant::now();
        let problem = act().err();
        if let Some(problem) = &problem {
            eprintln!("{name}: {problem}");
        }
        let ok = problem.is_none();
        self.steps.push(Step { name: name.to_owned(), took: start.elapsed(), problem });
        ok
    }

    /// Prints the summary; fails when any step did.
    pub(crate) fn close(&self) -> ExitCode {
        print!("\n{}", self.summary());
        if self.steps.iter().all(|s| s.problem.is_none()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn summary(&self) -> String {
        let mut out = String::new();
        let mut total = Duration::ZERO;
        for step in &self.steps {
            total += step.took;
            let end = step.problem.as_ref().map_or("ok".to_owned(), |p| format!("FAILED: {p}"));
            out += &format!("{:>7.1} s  {:<28} {end}\n", step.took.as_secs_f64(), step.name);
        }
        let failed = self.steps.iter().filter(|s| s.problem.is_some()).count();
        let passed = self.steps.len() - failed;
        let verdict = if failed == 0 { "everything passed" } else { "NOT everything passed" };
        out + &format!("xtask: {verdict}: {passed} steps ok, {failed} failed, {:.0} s\n", total.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_the_run_and_is_named_at_the_end() {
        let mut report = Report::default();
        assert!(report.step("first", || Ok(())));
        assert!(!report.step("second", || Err("broke".to_owned())));
        let summary = report.summary();
        assert!(summary.contains("second") && summary.contains("FAILED: broke"), "{summary}");
        assert!(summary.contains("1 steps ok, 1 failed"), "{summary}");
        assert_eq!(format!("{:?}", report.close()), format!("{:?}", ExitCode::FAILURE));
    }
}
