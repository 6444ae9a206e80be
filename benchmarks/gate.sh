#!/usr/bin/env bash
# The regression gate of this repository, from any folder: benchmarks/gate.sh [--markdown FILE] [--dry-run] [--help]
# Runs the gate's benchmarks several times and judges them together by benchmarks/gate.json: the median of the runs' ratios counts.
# Exit code: 0 all rules hold, 1 a regression, 2 unusable input.
#
#   GATE_REPEATS    the number of runs, 5
#   GATE_ONLY       measures and judges the benchmarks of this pattern alone, as '*.NpsBenchmarks.*'
#   GATE_RESULTS    the folder that keeps the reports, artifacts/gate
#   GATE_RULES      other rules than benchmarks/gate.json
#   GATE_TOOL       another benchmark-gate than the one of this repository, as an installed one
#   GATE_NO_BUILD   not empty: nothing is built
set -u -o pipefail

for argument in "$@"; do
    case $argument in
        -h | --help)
            sed -n '2,/^set /{ s/^# \{0,1\}//p }' "${BASH_SOURCE[0]}"
            exit 0
            ;;
    esac
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 2
repeats=${GATE_REPEATS:-5}
if ! [[ $repeats =~ ^[1-9][0-9]*$ ]]; then
    echo "error: GATE_REPEATS is '$repeats'; it is a number of runs" >&2
    exit 2
fi

select=(--anyCategories Gate) only=()
if [[ -n ${GATE_ONLY:-} ]]; then
    select+=(--filter "$GATE_ONLY") only=(--only "$GATE_ONLY")
fi
results=$(realpath -m "${GATE_RESULTS:-$root/artifacts/gate}") || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off NO_COLOR=1

if [[ -z ${GATE_NO_BUILD:-} ]]; then
    for project in RetentionMetrics.Benchmarks RetentionMetrics.BenchmarkGate; do
        dotnet build -c Release -v quiet --nologo "$root/benchmarks/$project" || exit 2
    done
fi

tool=(dotnet "$root/benchmarks/RetentionMetrics.BenchmarkGate/bin/Release/net10.0/RetentionMetrics.BenchmarkGate.dll")
if [[ -n ${GATE_TOOL:-} ]]; then
    tool=("$GATE_TOOL")
fi

judge() {
    "${tool[@]}" --rules "${GATE_RULES:-$root/benchmarks/gate.json}" ${only[@]+"${only[@]}"} "$@"
}

# What is wrong with the rules or the arguments is told now, not after the measuring.
judge --dry-run "$@" || exit 2
for argument in "$@"; do
    [[ $argument == --dry-run ]] && exit 0
done

mkdir -p "$results" && rm -rf "$results"/run-* || exit 2
# The ratios of the rules are those of a processor with AVX-512; on another one they would be judged wrongly.
times=()
if [[ -r /proc/cpuinfo ]] && ! grep -qw avx512f /proc/cpuinfo; then
    times=(--bytes-only)
fi

for ((run = 1; run <= repeats; run++)); do
    # Without tiers a method is compiled once and for good, before it is measured: no run is caught between two of them.
    if ! (cd "$results" && DOTNET_TieredCompilation=0 dotnet "$root/benchmarks/RetentionMetrics.Benchmarks/bin/Release/net10.0/RetentionMetrics.Benchmarks.dll" \
        --ci "${select[@]}" --artifacts "$results/run-$run" >"$results/run-$run.log" 2>&1); then
        tail -n 20 "$results/run-$run.log"
        echo "error: $results/run-$run.log: the benchmarks failed" >&2
        exit 2
    fi
done

judge "$results"/run-*/ ${times[@]+"${times[@]}"} "$@"
