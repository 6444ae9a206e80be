namespace Browser.Tests;

/// <summary>Tests in Chromium. Where it is not installed they are skipped, by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.IsInstalled ? null : Chromium.Missing;
}
