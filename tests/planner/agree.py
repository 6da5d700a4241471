#!/usr/bin/python3
"""The search beside the proof: on every generated day both must say the same cost, or that there is no plan.

    tests/planner/agree.py ACCANTO DAYS
"""
import os
import random
import subprocess
import sys
import tempfile

TRIES = "4000"


def make_day(seed):
    """A small day as a dial-a-ride file: half of the windows at the door, half at the destination."""
    dice = random.Random(seed)
    requests, vehicles, seats = dice.randint(3, 9), dice.randint(1, 3), dice.randint(1, 3)
    day, ride = dice.choice([(240, 30), (300, 45), (360, 25)])
    longest = dice.choice([day, day, dice.randint(90, 200)])
    stops = [(0, 0.0, 0.0, 0, 0, 0, day)]
    ends = []
    for number in range(1, requests + 1):
        at = dice.randint(10, day - 60)
        narrow, wide = (at, at + dice.choice([10, 15, 30])), (0, day)
        inbound = dice.random() < 0.5
        load = 1 if dice.random() < 0.85 else min(2, seats)
        for wanted, change, window in ((number, load, wide if inbound else narrow),
                                       (number + requests, -load, narrow if inbound else wide)):
            stop = (wanted, round(dice.uniform(-10, 10), 3), round(dice.uniform(-10, 10), 3),
                    dice.choice([0, 2, 3]), change, *window)
            (stops if change > 0 else ends).append(stop)
    lines = ["%d %d %d %d %d" % (vehicles, 2 * requests, longest, seats, ride)]
    lines += [" ".join(map(str, stop)) for stop in stops + ends]
    return "\n".join(lines) + "\n"


def cost(said):
    lines = [line for line in said.splitlines() if line.startswith("cost ")]
    return float(lines[0].split()[1]) if lines else None


def run(*words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)


def main():
    accanto, days = sys.argv[1], int(sys.argv[2])
    differ, impossible = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "day")
        for seed in range(days):
            with open(path, "w", encoding="ascii") as file:
                file.write(make_day(seed))
            found = run(accanto, "planner", "solve", path, "--tries", TRIES)
            proved = run(accanto, "planner", "prove", path)
            searched = cost(found.stdout) if found.returncode == 0 else None
            best = cost(proved.stdout)
            impossible += proved.stdout == "infeasible\n"
            if proved.returncode > 1 or (proved.returncode == 1 and proved.stdout != "infeasible\n"):
                differ.append("day %d: nothing was proved" % seed)
            elif (searched is None) != (best is None) or (best is not None and abs(searched - best) > 1e-3):
                differ.append("day %d: found %s, proved %s" % (seed, searched, best))
    print("# %d days, %d of them without a plan" % (days, impossible))
    for line in differ[:20]:
        print("# " + line)
    some_of_both = days < 100 or days // 20 < impossible < days * 3 // 4
    print(("not ok" if differ else "ok") + " search_and_proof_agree_on_%d_days" % days)
    print(("ok" if some_of_both else "not ok") + " days_with_and_without_a_plan_were_among_them")
    return 0 if some_of_both and not differ else 1


if __name__ == "__main__":
    sys.exit(main())
