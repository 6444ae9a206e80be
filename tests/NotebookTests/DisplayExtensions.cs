using RetentionMetrics.NotebookTests;

// The namespace in which .NET Interactive has them.
namespace System;

/// <summary>The extension methods by which a cell shows a value, under the names of .NET Interactive.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a text that is a document of a MIME type already, such as SVG.</summary>
    public static void DisplayAs(this string value, string mimeType) => NotebookKernel.Current.ShowAs(value, mimeType);

    /// <summary>Shows a value.</summary>
    public static void Display(this object value, params string[] mimeTypes) => NotebookKernel.Current.display(value, mimeTypes);
}
