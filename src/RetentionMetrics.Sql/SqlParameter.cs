namespace RetentionMetrics.Sql;

/// <summary>A value of a <see cref="SqlStatement"/>.</summary>
/// <param name="Name">Its name, without the sign that marks placeholders: <c>p0</c>, <c>p1</c>, …</param>
/// <param name="Value">A <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or <see cref="DateOnly"/>.</param>
public readonly record struct SqlParameter(string Name, object Value);
