namespace Browser.Tests;

/// <summary>A test in Chromium. Where it is not installed the test is skipped, by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.IsInstalled ? null : Chromium.Missing;
}
