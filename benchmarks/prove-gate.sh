#!/usr/bin/env bash
# Shows on real runs that the gate tells regressions from noise, from any folder: benchmarks/prove-gate.sh [UNCHANGED] [PLANTED]
# The gate runs UNCHANGED times (20 by default) on the last commit and must pass each time. Then, PLANTED times each (5 by default) and one kernel after another,
# a copy whose kernel runs twice and a copy whose kernel allocates one object must fail each time; these measure that kernel's class alone. Everything happens in temporary clones.
# It takes about 35 minutes on two cores.
# Exit code: 0 as it must be, 1 a false alarm or a miss, 2 the proof could not be made.
#
#   PROOF_KEEP      a folder: every run is added to gate-runs.jsonl.gz in it, a line a run, with what the gate reads; tests/BenchmarkGate.Tests/Recorded has one. Needs jq
#   PROOF_KERNELS   the numbers of the kernels below that are planted, "0 1 2"
set -u -o pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    sed -n '2,/^set /{ s/^# \{0,1\}//p }' "${BASH_SOURCE[0]}"
    exit 0
fi
unchanged=${1:-20} planted=${2:-5}
if ! [[ $unchanged =~ ^[0-9]+$ && $planted =~ ^[0-9]+$ ]] || (($# > 2)); then
    echo "usage: prove-gate.sh [UNCHANGED] [PLANTED]" >&2
    exit 2
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off NO_COLOR=1

# The kernels: file | public door, as it is written there | what it returns | arguments of a call | the gate's benchmark
kernels=(
    'src/RetentionMetrics/Rfm/RfmCuts.cs|public void Score(RfmColumns columns, Span<RfmScore> destination)|void|columns, destination|ScoreBenchmarks.Batch'
    'src/RetentionMetrics/Loyalty/NpsTally.cs|public static NpsTally Count(ReadOnlySpan<int> ratings)|NpsTally|ratings|NpsBenchmarks.Count'
    'src/RetentionMetrics/Lifetime/BgNbd.cs|public void ProbabilityAlive(HistoryColumns columns, Span<double> destination)|void|columns, destination|ProbabilityAliveBenchmarks.Batch'
)
read -r -a only <<<"${PROOF_KERNELS:-0 1 2}"
for kernel in "${only[@]}"; do
    if ! [[ $kernel =~ ^[0-9]$ ]] || ((kernel >= ${#kernels[@]})); then
        echo "error: PROOF_KERNELS has '$kernel'; kernels are 0 to $((${#kernels[@]} - 1))" >&2
        exit 2
    fi
done

copy() {
    git clone --quiet "$root" "$work/$1" && rm -rf "${work:?}/$1/.git"
}

build() {
    local project
    for project in RetentionMetrics.Benchmarks RetentionMetrics.BenchmarkGate; do
        dotnet build -c Release -v quiet --nologo -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false "$work/$1/benchmarks/$project" >"$work/$1.build" 2>&1 || {
            tail -n 20 "$work/$1.build"
            echo "error: $1 does not build" >&2
            return 1
        }
    done
}

# plant FOLDER KERNEL slower|allocating: the door calls the old kernel, under a new name, twice, or after making an object that is kept.
plant() {
    local file door result arguments
    IFS='|' read -r file door result arguments _ <<<"${kernels[$2]}"
    file=$work/$1/$file
    if [[ ! -f $file ]] || (($(grep -cF "$door" "$file") != 1)); then
        echo "error: ${file#"$work/$1/"} has not exactly one '$door': the kernel moved, name its new place in ${BASH_SOURCE[0]##*/}" >&2
        return 1
    fi

    local is_static='' call="PlantedKernel($arguments);" first
    [[ $door == *' static '* ]] && is_static='static '
    case $3 in
        slower) first=$call ;;
        allocating) first='s_planted = new object();' ;;
        *) return 1 ;;
    esac
    [[ $3 == slower && $result != void ]] && first="_ = $call"
    [[ $result != void ]] && call="return $call"
    DOOR=$door WITH="$door { $first $call }
    private static object? s_planted;
    internal static object? Planted => s_planted;
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private $is_static$result PlantedKernel(${door#*(}" \
        awk '{ at = index($0, ENVIRON["DOOR"]); if (at) $0 = substr($0, 1, at - 1) ENVIRON["WITH"] substr($0, at + length(ENVIRON["DOOR"])); print }' "$file" >"$file.planted" &&
        mv "$file.planted" "$file"
}

# keep FOLDER CODE KERNEL: the runs of the last check of that copy, trimmed.
keep() {
    local run
    for run in "$1"/artifacts/gate/run-*/; do
        find "$run" -name '*-report-full*.json' -exec cat {} + | jq -c -s --arg code "$2" --arg kernel "$3" '
            { Code: $code } + (if $kernel == "" then {} else { Kernel: $kernel } end) + {
                HostEnvironmentInfo: .[0].HostEnvironmentInfo | { BenchmarkDotNetVersion, OsVersion, ProcessorName, LogicalCoreCount, RuntimeVersion, Architecture },
                Benchmarks: [.[].Benchmarks[] | {
                    DisplayInfo: .DisplayInfo | sub("\\(.*"; ""), Namespace, Type, Method, Parameters, FullName,
                    Statistics: .Statistics | { OriginalValues, Median },
                    Memory: .Memory | { TotalOperations, BytesAllocatedPerOperation } }] }' || return 1
    done | gzip -9n >>"$PROOF_KEEP/gate-runs.jsonl.gz"
}

wrong=0
summary=()

# prove NAME TIMES EXIT BENCHMARK CHECK: the gate of that copy must end so each time, and when it fails, because of that check of that benchmark.
# A gate that could not judge counts as wrong, too: what was proved by then is still told.
prove() {
    local good=0 code i
    for ((i = 1; i <= $2; i++)); do
        GATE_ONLY=${4:+*.${4%.*}.*} GATE_NO_BUILD=1 GATE_RESULTS=$work/$1/artifacts/gate "$work/$1/benchmarks/gate.sh" >"$work/$1.$i.out" 2>&1
        code=$?
        [[ -z ${PROOF_KEEP:-} ]] || keep "$work/$1" "${1%%.*}" "$4" || echo "note: runs of $1 $i are not kept" >&2
        if ((code == $3)) && { (($3 == 0)) || grep -q "REGRESSION .*$4.* $5 " "$work/$1.$i.out"; }; then
            good=$((good + 1))
        else
            cat "$work/$1.$i.out"
        fi
        printf '%s %d of %d: exit code %d after %d min\n' "$1" "$i" "$2" "$code" $((SECONDS / 60))
    done
    summary+=("$(printf '%-50s  %9d  %4d  %6d' "$1" "$3" "$2" "$good")")
    wrong=$((wrong + $2 - good))
}

if [[ -n ${PROOF_KEEP:-} ]] && ! { command -v jq >/dev/null && mkdir -p "$PROOF_KEEP" && PROOF_KEEP=$(cd "$PROOF_KEEP" && pwd); }; then
    echo "error: PROOF_KEEP needs jq and a folder that can be written" >&2
    exit 2
fi
if [[ -n $(git -C "$root" status --porcelain) ]]; then
    echo "note: what is not committed is not in the proof" >&2
fi

# All spots are looked at before anything is measured.
for kernel in "${only[@]}"; do
    for kind in slower allocating; do
        name=$kind.$kernel
        copy "$name" && plant "$name" "$kernel" "$kind" || exit 2
    done
done

copy unchanged && build unchanged || exit 2
prove unchanged "$unchanged" 0 ''
for kernel in "${only[@]}"; do
    for kind in slower allocating; do
        benchmark=${kernels[$kernel]##*|}
        mv "$work/$kind.$kernel" "$work/$kind.$benchmark" && build "$kind.$benchmark" || exit 2
        check=ratio
        [[ $kind == allocating ]] && check=allocated
        prove "$kind.$benchmark" "$planted" 1 "$benchmark" "$check"
        rm -rf "${work:?}/$kind.$benchmark"
    done
done

printf '\n%-50s  %9s  %4s  %6s\n' 'code' 'must exit' 'runs' 'did so'
printf '%s\n' "${summary[@]}"
if ((wrong > 0)); then
    echo "$wrong runs were judged wrongly"
    exit 1
fi
echo 'all as it must be'
