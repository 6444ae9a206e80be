using RetentionMetrics.Tests.Conventions;

// Tests that need a process of their own start this one: with instruction sets switched off, for example.
if (args is not [HotPathBits.Option])
{
    Console.Error.WriteLine($"Run the tests with dotnet test; {HotPathBits.Option} prints the digest of the hot paths.");
    return 2;
}

HotPathBits.Print();
return 0;
