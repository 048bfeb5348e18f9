"""Runs every exported procedure in SpiffWorkflow, an engine nobody here wrote.

follow.py FOLDER: for each NAME.bpmn there is a NAME.json with walks that our engine took. Both engines must offer the
same step after each move. Then every answer and every deadline is taken until none is left, and each run must end.
Timers count on a clock of our own; nothing waits. Prints what disagrees and exits with 1.
"""

import json
import pathlib
import re
import sys
from datetime import datetime, timedelta, timezone

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MOST_RUNS = 60
MOST_MOVES = 400


class Clock(datetime):
    """The only time there is in here."""

    at = datetime(2026, 3, 2, 8, tzinfo=timezone.utc)

    @classmethod
    def now(cls, tz=None):
        return Clock.at


timer.datetime = Clock


class Engine(PythonScriptEngine):
    """ISO 8601 lengths and schedules are taken as they stand; what the house would compute is given here."""

    def evaluate(self, task, expression, external_context=None):
        if re.fullmatch(r"P[0-9TDHMWY]+", expression):
            return expression
        if re.fullmatch(r"[0-9]+ [0-9]+ [0-9]+ \S+ \S+ \S+", expression):
            return "R1/2026-01-01T00:00:00+00:00/P1D"  # a schedule: this start is its turn
        if re.fullmatch(r"[a-z][a-z0-9_]*", expression):
            late = timedelta(hours=1) if isinstance(task.task_spec, BoundaryEvent) else timedelta(days=-1)
            return (Clock.at + late).isoformat()
        return super().evaluate(task, expression, external_context)


class Run:
    def __init__(self, spec):
        self.flow = BpmnWorkflow(spec, script_engine=Engine())
        self.settle()

    def settle(self):
        """Everything that needs nobody: gates, notices, waits. Done when two rounds change nothing."""
        before, quiet = None, 0
        while quiet < 2:
            self.flow.do_engine_steps()
            for task in self.flow.get_tasks(state=TaskState.WAITING):
                event = getattr(task.task_spec, "event_definition", None)
                if isinstance(event, MessageEventDefinition) and not isinstance(task.task_spec, BoundaryEvent):
                    self.flow.send_event(BpmnEvent(event, {}))
            self.flow.refresh_timers()
            now = [(t.id, t.state) for t in self.flow.get_tasks()]
            quiet, before = (quiet + 1 if now == before else 0), now

    def offers(self):
        return sorted(t.task_spec.bpmn_id for t in self.flow.get_tasks(state=TaskState.READY, manual=True))

    def task(self, step):
        return next(t for t in self.flow.get_tasks(state=TaskState.READY, manual=True) if t.task_spec.bpmn_id == step)

    def do(self, step, answer):
        task = self.task(step)
        if answer is not None:
            task.data[f"{step}_respuesta"] = answer
        for paper in task.task_spec.data_output_associations:
            task.data[paper.bpmn_id] = "un documento"
        task.run()
        self.settle()

    def expire(self, boundary):
        """Lets that clock run out, by its own reckoning."""
        waiting = self.flow.get_tasks(state=TaskState.WAITING)
        clock = next((t for t in waiting if t.task_spec.bpmn_id == boundary), None)
        if clock is None:
            raise AssertionError(f"the timer {boundary} is not running")
        due = datetime.fromisoformat(clock._get_internal_data("event_value"))
        if due <= Clock.at:
            raise AssertionError(f"the timer {boundary} was due at {due} and did not fire")
        Clock.at = due + timedelta(seconds=1)
        self.settle()

    def over(self):
        return self.flow.is_completed()


def follow(spec, walk):
    run = Run(spec)
    expected = walk["begin"]
    for n, move in enumerate(walk["moves"]):
        if run.offers() != [expected]:
            raise AssertionError(f"move {n + 1}: we stand on {expected}, they offer {run.offers()}")
        if "clock" in move:
            run.expire(f"{move['step']}-plazo-{move['clock']}")
        else:
            run.do(move["step"], move.get("answer"))
        expected = move["next"]
    if expected is None and not run.over():
        raise AssertionError(f"we are at the end, they offer {run.offers()}")


def ways(process):
    """What one can choose: answers by step, deadlines by step."""
    answers, clocks = {}, {}
    for flow in process.iter(f"{MODEL}sequenceFlow"):
        if flow.find(f"{MODEL}conditionExpression") is not None:
            step = flow.get("sourceRef").removesuffix("-decide")
            answers.setdefault(step, []).append(flow.get("name"))
    for event in process.iter(f"{MODEL}boundaryEvent"):
        leaves = event.get("cancelActivity") != "false"
        clocks.setdefault(event.get("attachedToRef"), []).append((event.get("id"), leaves))
    return answers, clocks


def explore(spec, process):
    """Takes every answer and every deadline at least once; every run ends."""
    answers, clocks = ways(process)
    left = {(s, a) for s, all in answers.items() for a in all} | {(s, c) for s, all in clocks.items() for c, _ in all}
    taken = {}
    for _ in range(MOST_RUNS):
        run, told = Run(spec), set()
        for _ in range(MOST_MOVES):
            if run.over():
                break
            offers = run.offers()
            if len(offers) != 1:
                raise AssertionError(f"one step at a time, but they offer {offers}")
            step = offers[0]
            late = next((c for c in clocks.get(step, []) if (step, c[0]) in left and (c[1] or c[0] not in told)), None)
            if late:
                left.discard((step, late[0]))
                told.add(late[0])
                run.expire(late[0])
                continue
            # The answer that was given least, so that loops end.
            answer = min(answers.get(step, [None]), key=lambda a: taken.get((step, a), 0))
            taken[step, answer] = taken.get((step, answer), 0) + 1
            left.discard((step, answer))
            run.do(step, answer)
        else:
            raise AssertionError(f"no end after {MOST_MOVES} moves")
        if not left:
            return
    raise AssertionError(f"never reached: {sorted(left)}")


def main(folder):
    files, runs, broken = sorted(pathlib.Path(folder).glob("*.bpmn")), 0, []
    for file in files:
        parser = BpmnParser()
        parser.add_bpmn_file(str(file))
        walks = json.loads(file.with_suffix(".json").read_text())["walks"]
        for process in etree.parse(str(file)).getroot().iter(f"{MODEL}process"):
            name = process.get("id")
            try:
                spec = parser.get_spec(name)
                explore(spec, process)
            except Exception as problem:  # whatever their engine says, it is a finding
                broken.append(f"{file.name} {name}: {type(problem).__name__}: {problem}")
                continue
            for n, walk in enumerate(w for w in walks if w["process"] == name):
                try:
                    runs += 1
                    follow(spec, walk)
                except Exception as problem:
                    broken.append(f"{file.name} {name}, walk {n + 1}: {type(problem).__name__}: {problem}")
    print(f"{len(files)} files, {runs} walks followed, {len(broken)} disagreements")
    print("\n".join(broken))
    return 1 if broken or not runs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
