#!/usr/bin/env python3
"""Measures the models of this kit with ONNX Runtime. Needs Python 3.6 and the onnxruntime package, nothing else.

    python3 measure.py [--threads 1] [--time 600] [--out measurements.csv]

Started again, it goes on from where it was. Bring the CSV back and make a profile of it:

    lampyris profile import measurements.csv --out my-device.yaml
"""
import argparse
import csv
import os
import platform
import random
import statistics
import sys
import time

import numpy
import onnxruntime

KEY = ["operator", "kernel", "stride", "ratio", "groups", "in", "out", "resolution", "precision", "network"]
COLUMNS = KEY + ["ms", "spread_ms", "count", "energy_uj", "setup"]
BATCH, ROUNDS, WARM_UP, TURN_MS = 60, 8, 12, 3.0


def processor():
    try:
        with open("/proc/cpuinfo") as lines:
            for line in lines:
                if line.startswith(("model name", "Model")):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def setup(threads):
    facts = {"threads": threads, "runtime": "ONNX Runtime " + onnxruntime.__version__, "batch": 1,
             "system": platform.system() + " " + platform.machine()}
    try:
        with open("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") as file:
            facts["governor"] = file.read().strip()
    except OSError:
        pass
    pairs = [("processor", processor())] + sorted(facts.items())
    return "; ".join("%s=%s" % (name, str(value).replace(";", " ").replace("=", " ")) for name, value in pairs)


class Turn:
    """A model that takes turns with others."""

    def __init__(self, folder, row, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.row = row
        self.session = onnxruntime.InferenceSession(
            os.path.join(folder, row["model"]), options, providers=["CPUExecutionProvider"])
        width, height = (int(side) for side in row["resolution"].split("x"))
        values = numpy.arange(int(row["in"]) * height * width) * 37 % 256 / 128.0 - 1
        self.feed = {"image": values.astype(numpy.float32).reshape(1, int(row["in"]), height, width)}
        self.rounds = []
        self.runs = 1
        usual = statistics.median(self.run(WARM_UP))
        self.runs = int(max(5, min(60, TURN_MS / max(1e-4, usual))))

    def run(self, times):
        taken = []
        for _ in range(times):
            start = time.perf_counter()
            self.session.run(None, self.feed)
            taken.append((time.perf_counter() - start) * 1000)
        return taken

    def turn(self):
        self.run(1)
        self.rounds.append(self.run(self.runs))

    def result(self):
        runs = [ms for taken in self.rounds for ms in taken]
        middle = statistics.median(runs)
        spread = 1.4826 * statistics.median([abs(ms - middle) for ms in runs])
        return statistics.median([statistics.median(taken) for taken in self.rounds]), spread, len(runs)


def measured(path, about):
    """What is measured already; a last line that was cut off is taken out."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return set()
    with open(path, "rb+") as file:
        content = file.read()
        if content.splitlines()[0].decode("utf-8", "replace") != ",".join(COLUMNS):
            sys.exit("measure.py: %s isn't a file of measurements, choose another --out" % path)
        file.truncate(content.rfind(b"\n") + 1)
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["setup"] != about:
            sys.exit("measure.py: %s is of another set-up (%s, now %s), choose another --out" % (
                path, row["setup"], about))
    return {tuple(row[name] for name in KEY) for row in rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--time", type=float, default=600, help="seconds")
    parser.add_argument("--out", default="measurements.csv")
    arguments = parser.parse_args()
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "plan.csv"), newline="") as file:
        plan = list(csv.DictReader(file))
    about = setup(arguments.threads)
    done = measured(arguments.out, about)
    missing = [row for row in plan if tuple(row[name] for name in KEY) not in done]
    print("%d models, %d of them measured" % (len(plan), len(plan) - len(missing)), file=sys.stderr)
    end, order = time.monotonic() + arguments.time, random.Random(1)
    for first in range(0, len(missing), BATCH):
        if time.monotonic() >= end:
            break
        turns = [Turn(folder, row, arguments.threads) for row in missing[first:first + BATCH]]
        for _ in range(ROUNDS):
            for turn in order.sample(turns, len(turns)):
                turn.turn()
        fresh = not os.path.exists(arguments.out) or os.path.getsize(arguments.out) == 0
        with open(arguments.out, "a", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow(COLUMNS)
            for turn in turns:
                ms, spread, count = turn.result()
                writer.writerow([turn.row[name] for name in KEY] + ["%.6g" % ms, "%.6g" % spread, count, "", about])
            file.flush()
            os.fsync(file.fileno())
        print("%d/%d measured" % (min(first + BATCH, len(missing)), len(missing)), file=sys.stderr)


if __name__ == "__main__":
    main()
