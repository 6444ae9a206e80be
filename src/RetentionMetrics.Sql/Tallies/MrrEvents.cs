using System.Runtime.InteropServices;

namespace RetentionMetrics.Sql;

/// <summary>What happened to a customer from one balance to the next.</summary>
internal enum MrrEvent
{
    Quiet = 0,
    New = 1,
    Back = 2,
    Gone = 3,
    Grown = 4,
    Shrunk = 5,

    /// <summary>Of those gone, who is on a pause.</summary>
    Paused = 6,

    /// <summary>Of those who come in and were known, who was on a pause.</summary>
    Resumed = 7,
}

/// <summary>Events of one kind in one period: whose they are, the change of their revenue, and how much of it is one of price, plan or seats.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MrrEvents(int Period, MrrEvent Event, long Customers, decimal Change, decimal Price);
