# The steps of .ci/run that are about packages. $work is its folder for what is thrown away; packages of this commit are in $work/packages.

# Packs src of a clone of this repository, as publishing would: packages_of FOLDER REVISION OUTPUT [OPTION...]
packages_of() {
    local folder=$1 revision=$2 output=$3
    shift 3
    git clone -q --no-local --no-checkout . "$folder" && git -C "$folder" -c advice.detachedHead=false checkout -q "$revision" || return 1
    # A made-up address: it goes into the packages and is never opened.
    git -C "$folder" remote set-url origin https://github.com/owner/repository.git
    # The analyzers have read this code already, or did at the time.
    SOURCE_DATE_EPOCH=$(git -C "$folder" log -1 --format=%ct) \
        dotnet pack .ci/packages.proj -c Release -p:Repository="$folder" -p:RunAnalyzers=false -o "$output" -v quiet --nologo "$@"
}

# The last version is the last tag v1.2.3 before this commit; before there is one, the commit in .ci/baseline.
last_version() {
    git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null || cat .ci/baseline
}

# The packages, with their public API compared with the last version's, what each holds, and the tool.
check_packages() {
    local folder=$work/packages baseline gate compare=()
    baseline=$(last_version)
    if git cat-file -e "$baseline^{commit}" 2>/dev/null; then
        echo "The last version: $(git log -1 --format='%h of %cs, %s' "$baseline")"
        packages_of "$work/baseline" "$baseline" "$work/baseline-packages" -p:PackageVersion=0.0.0-baseline -p:EnablePackageValidation=false || return 1
        compare=(-p:BaselinePackages="$work/baseline-packages")
    elif [[ $(git rev-parse --is-shallow-repository) == true ]]; then
        echo "This clone has no history: the public API is not compared with that of $baseline, the last version."
    else
        echo "$baseline, the last version, is no commit of this repository: see .ci/baseline." >&2
        return 1
    fi
    dotnet pack -c Release --no-build -o "$folder" ${compare[@]+"${compare[@]}"} --nologo -v quiet || return 1
    dotnet run .ci/packages.cs -- "$folder" || return 1
    gate=$(find "$folder" -name 'RetentionMetrics.BenchmarkGate.[0-9]*.nupkg')
    grep -qaF DotnetToolSettings.xml "$gate" || { echo 'RetentionMetrics.BenchmarkGate: no tool.' >&2; return 1; }
}

# A user's project, outside of the repository, takes every package, is published trimmed and in one file without a warning, and runs.
package_consumer() {
    local project package consumer=$work/consumer
    for project in src/*/*.csproj; do
        package=$(basename "$project" .csproj)
        grep -qF "<PackageReference Include=\"$package\" " tests/PackageConsumer/PackageConsumer.csproj || { echo "tests/PackageConsumer does not use $package." >&2; return 1; }
    done
    cp -r tests/PackageConsumer "$consumer" && rm -rf "$consumer/bin" "$consumer/obj" || return 1
    (cd "$consumer" && dotnet publish -c Release --use-current-runtime --self-contained -p:PublishSingleFile=true -p:PublishTrimmed=true -p:TrimMode=full \
        -p:IncludeNativeLibrariesForSelfExtract=true -p:PublishAot=false -o published -v quiet --nologo && ./published/PackageConsumer)
}

# Anyone who packs this commit gets these bytes, wherever the clone is. The symbols say where the source is, too.
identical_packages() {
    local commit first=$work/one/clone second=$work/another/and/longer/path file count=0
    commit=$(git rev-parse HEAD)
    packages_of "$first" "$commit" "$work/first" && packages_of "$second" "$commit" "$work/second" || return 1
    for file in "$work"/first/*pkg; do
        cmp "$file" "$work/second/$(basename "$file")" || return 1
        count=$((count + 1))
    done
    echo "$count files are the same bytes from two clones."
    ((count == 2 * $(find src -name '*.csproj' | wc -l))) && dotnet run .ci/packages.cs -- "$work/first" "https://raw.githubusercontent.com/owner/repository/$commit"
}
