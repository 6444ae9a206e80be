namespace RetentionMetrics;

/// <summary>Visits the risk set of each time of loss, within a stratum from the last to the first.</summary>
internal interface IRiskVisitor
{
    void Visit(in RiskMoment moment);
}

/// <summary>The data of a Cox model, sorted once: every sum over risk sets is then one pass from the longest stay to the shortest, in which rows are added as their stay ends and taken away as it begins.</summary>
internal sealed class CoxRows
{
    private readonly CoxTies _ties;
    private readonly double[] _z; // scaled, row by row, in the order of the positions
    private readonly double[] _predictor;

    public CoxRows(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata, CoxTies ties, CoxScale scale)
    {
        _ties = ties;
        Width = covariates.Names.Length;
        ReadOnlySpan<double> all = covariates.Values.Span;
        ulong[] content = new ulong[tenures.Count];
        for (int i = 0; i < content.Length; i++)
        {
            Tenure row = tenures[i];
            ulong mixed = StratifiedRows.Mixed(StratifiedRows.Mixed(row.Lost ? 1ul : 0, row.Entry), row.Count);
            for (int c = 0; c < Width; c++)
                mixed = StratifiedRows.Mixed(mixed, all[(i * Width) + c]);
            content[i] = mixed;
        }

        Rows = StratifiedRows.Of(tenures, strata, content);
        _z = new double[Rows.Rows.Length * Width];
        _predictor = new double[Rows.Rows.Length];
        for (int i = 0; i < Rows.Rows.Length; i++)
        {
            for (int c = 0; c < Width; c++)
                _z[(i * Width) + c] = scale.Scaled(c, all[(Rows.Rows[i] * Width) + c]);
        }
    }

    public int Width { get; }

    public StratifiedRows Rows { get; }

    /// <summary>Walks the risk sets at coefficients per scaled covariate.</summary>
    public void Walk<TVisitor>(ReadOnlySpan<double> gamma, ref TVisitor visitor)
        where TVisitor : IRiskVisitor
    {
        for (int s = 0; s < Rows.Strata.Length; s++)
        {
            if (Rows.Strata[s].Start < Rows.Strata[s].End)
                Walk(s, gamma, ref visitor);
        }
    }

    private void Walk<TVisitor>(int stratum, ReadOnlySpan<double> gamma, ref TVisitor visitor)
        where TVisitor : IRiskVisitor
    {
        (int start, int end) = Rows.Strata[stratum];
        ReadOnlySpan<int> late = Rows.EntriesOf(stratum);
        double shift = double.NegativeInfinity;
        for (int i = start; i < end; i++)
        {
            double eta = 0;
            for (int c = 0; c < Width; c++)
                eta += gamma[c] * _z[(i * Width) + c];
            _predictor[i] = eta;
            shift = Math.Max(shift, eta);
        }

        // S0, S1 and the triangle of S2, one after another; what is taken away again must not leave its rounding behind.
        int triangle = Width * (Width + 1) / 2, size = 1 + Width + triangle;
        double[] atRisk = new double[size], carried = new double[size], sums = new double[size], lost = new double[size], lostZ = new double[Width];
        bool isTruncated = late.Length > 0;
        int left = late.Length - 1;
        long present = 0;
        for (int i = end - 1; i >= start;)
        {
            double time = Rows.Tenures[i].Duration, lostPredictor = 0;
            long losses = 0;
            Array.Clear(lost);
            Array.Clear(lostZ);
            for (; i >= start && Rows.Tenures[i].Duration.Equals(time); i--)
            {
                ref readonly Tenure row = ref Rows.Tenures[i];
                double count = row.Count, r = count * Math.Exp(_predictor[i] - shift);
                ReadOnlySpan<double> z = _z.AsSpan(i * Width, Width);
                present++;
                if (isTruncated)
                    Add(atRisk, carried, r, z);
                else
                    Add(atRisk, r, z);
                if (!row.Lost)
                    continue;
                losses += row.Count;
                lostPredictor += count * (_predictor[i] - shift);
                Add(lost, r, z);
                for (int c = 0; c < Width; c++)
                    lostZ[c] += count * z[c];
            }

            for (; left >= 0 && Rows.Tenures[late[left]].Entry >= time; left--)
            {
                int gone = late[left];
                Add(atRisk, carried, -Rows.Tenures[gone].Count * Math.Exp(_predictor[gone] - shift), _z.AsSpan(gone * Width, Width));
                if (--present == 0)
                {
                    Array.Clear(atRisk);
                    Array.Clear(carried);
                }
            }

            if (losses == 0)
                continue;
            for (int k = 0; k < size; k++)
                sums[k] = atRisk[k] + carried[k];
            visitor.Visit(new RiskMoment
            {
                Time = time,
                Stratum = stratum,
                Shift = shift,
                Lost = losses,
                LostPredictor = lostPredictor,
                LostCovariates = lostZ,
                S0 = sums[0],
                S1 = sums.AsSpan(1, Width),
                S2 = sums.AsSpan(1 + Width),
                D1 = lost.AsSpan(1, Width),
                D2 = lost.AsSpan(1 + Width),
                Ties = TieSums.Of(sums[0], lost[0], losses, _ties),
            });
        }
    }

    private static void Add(Span<double> sums, double r, ReadOnlySpan<double> z)
    {
        sums[0] += r;
        int at = 1 + z.Length;
        for (int a = 0; a < z.Length; a++)
        {
            double rz = r * z[a];
            sums[1 + a] += rz;
            for (int b = 0; b <= a; b++)
                sums[at++] += rz * z[b];
        }
    }

    private static void Add(Span<double> sums, Span<double> carried, double r, ReadOnlySpan<double> z)
    {
        AddExactly(ref sums[0], ref carried[0], r);
        int at = 1 + z.Length;
        for (int a = 0; a < z.Length; a++)
        {
            double rz = r * z[a];
            AddExactly(ref sums[1 + a], ref carried[1 + a], rz);
            for (int b = 0; b <= a; b++, at++)
                AddExactly(ref sums[at], ref carried[at], rz * z[b]);
        }
    }

    // Knuth's two-sum: the rounding of each addition is kept.
    private static void AddExactly(ref double sum, ref double carried, double term)
    {
        double t = sum + term, back = t - sum;
        carried += sum - (t - back) + (term - back);
        sum = t;
    }
}
