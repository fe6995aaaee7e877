"""The table of what was wanted and what was measured."""

import os
from datetime import UTC, datetime
from pathlib import Path

BARS = {"counter": 30, "queries": 12, "ratio": 1.5, "a_second": 150}


def begin(version: str) -> dict:
    """Where and when it is measured; no name of a machine, no path."""
    memory = next(
        line for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line
    )
    return {
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": {
            "cores": len(os.sched_getaffinity(0)),
            "gigabytes": round(int(memory.split()[1]) / 1024**2),
            "postgresql": version,
            "load_at_the_start": round(os.getloadavg()[0], 1),
        },
        "sizes": {},
    }


def table(results: dict) -> str:
    """As Markdown."""
    machine = results["machine"]
    parts = [
        f"{results['at']}: {machine['cores']} cores, {machine['gigabytes']} GiB, PostgreSQL"
        f" {machine['postgresql']}, load {machine['load_at_the_start']} when it began.",
        "",
        *_bars(results["sizes"]),
        *likeness_lines(results.get("likeness")),
        "",
        *_pages(results["sizes"]),
    ]
    return "\n".join(parts)


def _bars(sizes: dict) -> list[str]:
    lines = ["| what | size | bar | measured | |", "|---|---|---|---|---|"]

    def say(what: str, size: str, bar: str, measured: str, met: bool) -> None:
        lines.append(f"| {what} | {size} | {bar} | {measured} | {'met' if met else '**missed**'} |")

    for name, size in sizes.items():
        for page in size["pages"]:
            if page["scope"] == "counter":
                met = page["p95"] <= BARS["counter"] or name != "large"
                say(page["name"], name, "p95 ≤ 30 ms (large)", f"{page['p95']} ms", met)
        http, report = size["http"], size["report"]
        beside = size["pgbench"]["a_second"]
        for what in ("sale", "booking"):
            rate = http[what]["a_second"]
            said = f"{rate}/s (p95 {http[what]['p95']} ms)"
            if what == "sale":
                said += f"; pgbench {beside}/s, ratio {rate / beside:.2f}"
            bar = "≥ 150/s, 8 clients"
            say(f"{what} through HTTP", name, bar, said, rate >= BARS["a_second"])
        took = report["figures_seconds"]
        counted = f"{took} s, {report['figures_statements']} statements"
        say("figures of a year", name, "≤ 2 s", counted, took <= 2)
        drawn = f"{report['pdf_seconds']} s, {report['ratio']} × bare"
        met = report["pdf_seconds"] <= 3 and report["ratio"] <= 1.2
        say("yearly report, PDF", name, "≤ 3 s, ≤ 1.2 × WeasyPrint", drawn, met)
        for each in size["imports"]:
            rate = f"{each['rows_a_second']} rows/s, {each['ratio']} × bare parsing"
            rate += f", peak {each['peak_megabytes']} MB"
            what = f"import of {each['rows']} rows"
            say(what, name, "≥ 3 000 rows/s", rate, each["rows_a_second"] >= 3000)
        if len(size["imports"]) > 1:
            few, many = (each["peak_megabytes"] for each in size["imports"][:2])
            grown = f"{few} and {many} MB, {many / few:.2f} ×"
            say("memory, 20 000 and 200 000 rows", name, "≤ 1.3 ×", grown, many <= 1.3 * few)
        start, weight = http["start_seconds"], http["weight"]
        say("first page after the start", name, "≤ 6 s", f"{start} s", start <= 6)
        first, after = weight["first_kilobytes"], weight["next_kilobytes"]
        met = first <= 250 and after <= 30 and not weight["elsewhere"]
        say("page weight, first and next", name, "≤ 250 KB, ≤ 30 KB", f"{first}, {after} KB", met)
    return lines


def likeness_lines(measured: dict | None) -> list[str]:
    """Who is who, where a folder of names was given."""
    if measured is None:
        return []
    pairs, found, newcomers = (measured[name] for name in ("pairs", "search", "newcomers"))
    weakest = min(pairs["kinds"], key=pairs["kinds"].__getitem__)
    said = (
        ("pairs, F1", "≥ .945", f"{pairs['f1']} (recall {pairs['recall']}, precision"
         f" {pairs['precision']})", pairs["f1"] >= 0.945),
        ("false pairs per 1 000 people", "≤ 6", pairs["false_per_thousand"],
         pairs["false_per_thousand"] <= 6),
        (f"weakest kind of fault ({weakest})", "≥ .70", pairs["kinds"][weakest],
         pairs["kinds"][weakest] >= 0.7),
        ("one registration compared", "", "{p50} / {p95} ms".format(**pairs["registration"]), True),
        ("name with one fault, among the eight", "≥ .93", found["among_the_eight"],
         found["among_the_eight"] >= 0.93),
        ("last name alone with one slip, shown", "", measured["last_name"]["found"], True),
        ("search at the counter", "", "{p50} / {p95} ms".format(**found["times"]), True),
        ("newcomers whose Enter opens a file", "0", newcomers["opened"], not newcomers["opened"]),
        ("newcomers warned by their name alone", "", newcomers["warned_by_name"], True),
    )  # fmt: skip
    return [
        f"| {what} | names | {bar} | {value} | {'met' if met else '**missed**'} |"
        for what, bar, value, met in said
    ]


def _pages(sizes: dict) -> list[str]:
    """Every page at every size; the last column says what misses a bar."""
    names = list(sizes)
    heads = " | ".join(f"{name} p50 / p95 / p99 (ms)" for name in names)
    lines = [
        f"| page | {heads} | p95, large : small | queries | misses |",
        "|---" * (len(names) + 4) + "|",
    ]
    by_size = {name: {page["name"]: page for page in sizes[name]["pages"]} for name in names}
    for title, page in by_size[names[-1]].items():
        found = [by_size[name][title] for name in names]
        times = " | ".join(f"{each['p50']} / {each['p95']} / {each['p99']}" for each in found)
        ratio = round(found[-1]["p95"] / found[0]["p95"], 2) if len(found) > 1 else ""
        misses = []
        if ratio and ratio > BARS["ratio"] and page["scope"] != "year":
            misses.append("ratio")
        if page["queries"] > BARS["queries"]:
            misses.append("queries")
        if names[-1] != "small" and page["scope"] != "year":
            misses += page["scans"]
        said = f"{ratio} | {page['queries']} | {', '.join(misses)}"
        lines.append(f"| {title} | {times} | {said} |")
    return lines
