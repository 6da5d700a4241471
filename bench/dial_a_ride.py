#!/usr/bin/python3
"""The planner on the public dial-a-ride files, beside the best costs known: how far off it is, and what it can prove.

    bench/dial_a_ride.py     the files lie in $ACCANTO_DARP, or beside the checkout; they are not shipped
"""
import csv
import os
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

FILES = os.environ.get("ACCANTO_DARP", "../shared/data/darp")
ACCANTO = "build/accanto"
SECONDS, SEEDS = "5", range(1, 6)
EXACT = 0.0005  # costs are printed to the fourth decimal


def line(what, value, goal):
    print("bench\t%s\t%.4g\t<= %g\t%s" % (what, value, goal, "met" if value <= goal else "short"))


def solve(task):
    name, seed = task
    said = subprocess.run([ACCANTO, "planner", "solve", path(name), "--seconds", SECONDS, "--seed", str(seed)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    return float(said.split()[1])


def path(name):
    return os.path.join(FILES, name + ".txt")


def main():
    try:
        with open(os.path.join(FILES, "best_known.csv"), encoding="ascii") as table:
            best = {row["instance"]: float(row["value"]) for row in csv.DictReader(table)}
    except OSError:
        print("the dial-a-ride files are not in %s: not measured (set ACCANTO_DARP)" % FILES)
        return
    tasks = [(name, seed) for name in best for seed in SEEDS]
    with ThreadPoolExecutor(2) as pair:
        costs = dict(zip(tasks, pair.map(solve, tasks)))
    gaps = {task: max(0.0, 100 * (cost / best[task[0]] - 1)) for task, cost in costs.items()}
    for name in best:
        of_name = [costs[name, seed] for seed in SEEDS]
        hits = sum(cost <= best[name] + EXACT + best[name] * 1e-6 or gaps[name, seed] < 0.005
                   for cost, seed in zip(of_name, SEEDS))
        print("%s: best %.4f, found %.4f to %.4f, the best by %d of 5 seeds" %
              (name, best[name], min(of_name), max(of_name), hits))
    of_a = {task: gap for task, gap in gaps.items() if task[0].startswith("a")}
    line("daily plan, dial-a-ride files of set a, 5 s: mean gap in %", statistics.mean(of_a.values()), 0.10)
    line("the same: worst gap in %", max(of_a.values()), 1)
    line("the same: runs of 5 seeds that miss the optimum", sum(gap >= 0.005 for gap in of_a.values()), 0)
    began = time.monotonic()
    proved = subprocess.run([ACCANTO, "planner", "prove", path("a4-40")], stdout=subprocess.PIPE, text=True, check=False)
    took = time.monotonic() - began
    print("a4-40 proved: %s in %.1f s" % (" ".join(proved.stdout.split()[:3]), took))
    line("one day of 40 rides proved by CBC: seconds", took if proved.returncode == 0 else float("inf"), 60)


if __name__ == "__main__":
    main()
