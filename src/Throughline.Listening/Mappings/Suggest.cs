using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings.Presets;
using Throughline.Matching.Records;

namespace Throughline.Listening.Mappings;

/// <summary>Makes a mapping from the names and values of a file, and the questions that a person must answer.</summary>
public static class Suggest
{
    /// <summary>Looks at rows from the whole file. The suggestion, or why the file cannot be read; exactly one of the two.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Name of the mapping; null = after the file.</param>
    /// <param name="preset">The preset to fit; null = the one that the file is, if it is one.</param>
    public static (Suggestion? Suggestion, FileProblem? Problem) For(TableFile file, string? name = null, Preset? preset = null)
    {
        var sample = TableSample.Of(file);
        if (sample.Problem is not null)
        {
            return (null, sample.Problem);
        }

        if (Documents.Document.MappingOf(file, name ?? Path.GetFileNameWithoutExtension(file.Name), HasValues(sample, "began_at")) is { } fixedly)
        {
            return (Fixed(fixedly, sample, file), null);
        }

        if (sample.Rows.Count == 0)
        {
            return (null, sample.Counted > 0
                ? FileProblems.NotATable("no row has as many cells as there are columns")
                : FileProblems.HeaderOnly());
        }

        var looks = sample.Columns.Select((_, i) => new ColumnLook(sample, i, file.DecimalComma, file.Labels?[i])).ToList();
        var suggestion = new Draft(file, name, sample, looks).Finish();
        preset ??= PresetShelf.Of(file);
        return (preset is null ? suggestion : PresetFit.Of(preset, file, suggestion), null);
    }

    /// <summary>Mails, transcripts and event logs have columns of ours: there is nothing to guess and nothing to ask.</summary>
    static Suggestion Fixed(Mapping mapping, TableSample sample, TableFile file)
    {
        var uses = mapping.Fields.ToDictionary(field => field.Column, field => field.As, StringComparer.Ordinal);
        return new Suggestion
        {
            Mapping = mapping,
            Questions = [],
            Profile = [.. sample.Columns.Select((column, i) => new ColumnLook(sample, i, file.DecimalComma))
                .Select(look => new ColumnProfile(look.Column, look.Filled, look.Distinct, look.Examples(), uses.GetValueOrDefault(look.Column, FieldUse.Ignore), 1, SuggestScore.ByHand(look)))],
            Rows = sample.Head,
            RowsSampled = sample.Rows.Count,
            RowsCounted = sample.Counted,
        };
    }

    static bool HasValues(TableSample sample, string column)
    {
        var at = sample.Columns.ToList().IndexOf(column);
        return at >= 0 && sample.Rows.Any(row => row[at].Length > 0);
    }

    sealed class Draft(TableFile file, string? name, TableSample sample, List<ColumnLook> looks)
    {
        readonly Dictionary<int, (MappingField Field, double Confidence)> _fields = [];
        readonly Dictionary<int, ScaleGuess?> _guesses = [];
        readonly List<OpenQuestion> _questions = [];
        readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase); // of attributes

        public Suggestion Finish()
        {
            foreach (var empty in looks.Where(look => look.Filled == 0))
            {
                Use(empty, FieldUse.Ignore, 1);
            }

            Births();
            var time = Time();
            RecordId();
            Identifiers();
            Scores();
            Texts();
            Places();
            Attributes();
            AskScores(time);
            var mapping = new Mapping
            {
                Name = MappingName(),
                Kind = !IsSaid() ? SignalKind.Operation : IsReview() ? SignalKind.Review : SignalKind.Response,
                Mode = !IsSaid() ? SignalMode.Inferred : IsReview() ? SignalMode.Indirect : SignalMode.Direct,
                Fields = [.. looks.OrderBy(Order).ThenBy(look => look.Index).Select(look => _fields[look.Index].Field)],
            };
            var suggested = _questions.OrderByDescending(question => question.Blocking).ToList();
            return new Suggestion
            {
                Mapping = WithAnswers(mapping, suggested),
                Questions = suggested,
                Profile = [.. looks.Select(look => new ColumnProfile(
                    look.Column, look.Filled, look.Distinct, look.Examples(), _fields[look.Index].Field.As, _fields[look.Index].Confidence, SuggestScore.ByHand(look)))],
                Rows = sample.Head,
                RowsSampled = sample.Rows.Count,
                RowsCounted = sample.Counted,
            };
        }

        IEnumerable<ColumnLook> Free() => looks.Where(look => !_fields.ContainsKey(look.Index));

        void Use(ColumnLook look, FieldUse use, double confidence) =>
            _fields[look.Index] = (new MappingField { Column = look.Column, As = use }, confidence);

        /// <summary>When somebody was born says who they are, and neither when something happened nor which row it is.</summary>
        void Births()
        {
            foreach (var look in Free().Where(look => FieldGuess.OfName(look.Column) == MatchField.BirthDate).ToList())
            {
                Attribute(look);
            }
        }

        /// <summary>The column that is filled and reads as a time; further ones are kept but not used.</summary>
        ColumnLook? Time()
        {
            var times = Free().Where(look => look.Times is not null).OrderByDescending(TimeWeight).ThenBy(look => look.Index).ToList();
            if (times.Find(look => look.FilledShare >= 0.5) is not { } best)
            {
                return null;
            }

            foreach (var other in times.Where(look => look != best))
            {
                Use(other, FieldUse.Ignore, 0.7);
            }

            var field = new MappingField { Column = best.Column, As = FieldUse.Time, Time = best.Times!.Format };
            _fields[best.Index] = (field, best.Has(Says.Time) ? 0.95 : 0.7);
            var rivals = times.Where(look => look.FilledShare >= 0.95).ToList();
            if (rivals.Count > 1)
            {
                _questions.Add(new("several_times", "several_times", best.Column, new QuestionEvidence(),
                    [.. rivals.Select(look => new Choice(look.Column, "use_column",
                        new MappingField { Column = look.Column, As = FieldUse.Time, Time = look.Times!.Format }))],
                    best.Column, Blocking: false));
            }

            if (best.Times.Ambiguous)
            {
                _questions.Add(new($"ambiguous_date:{best.Column}", "ambiguous_date", best.Column,
                    new QuestionEvidence { Distribution = [.. best.Examples().Select(value => new TextCount(value, best.Values.GetValueOrDefault(value)))] },
                    [
                        new("day_month_year", "day_month_year", field with { Time = "day_month_year" }),
                        new("month_day_year", "month_day_year", field with { Time = "month_day_year" }),
                    ],
                    "day_month_year", Blocking: true));
            }

            return best;
        }

        static double TimeWeight(ColumnLook look) =>
            (2 * look.FilledShare) + (look.Has(Says.Time) ? 1 : 0)
            + (look.Words.Any(word => word is "created" or "submitted" or "completed" or "recorded" or "responded" or "occurred") ? 0.3 : 0);

        /// <summary>A column that is filled, different in every row, and called or shaped like a key.</summary>
        void RecordId()
        {
            var keys = Free().Where(look => look.Unique && look.Longest <= 64 && look.Blanks == 0 && look.EmailShare < 0.5
                && (look.Has(Says.Id) || look.AverageLength >= 8 || look.Index == 0) && !look.Has(Says.Customer | Says.Phone | Says.Score) && (look.Has(Says.Id) || !look.Has(Says.Text))).ToList();
            var best = keys.Find(look => look.Has(Says.Id)) ?? keys.Find(look => !look.IsNumeric);
            if (best is not null && sample.Rows.Count > 1)
            {
                Use(best, FieldUse.RecordId, best.Has(Says.Id) ? 0.95 : 0.6);
            }
            else
            {
                _questions.Add(new("no_id", "no_id", "", new QuestionEvidence(), [], "", Blocking: false));
            }
        }

        void Identifiers()
        {
            foreach (var look in Free().ToList())
            {
                var space = look.EmailShare >= 0.8 ? "email"
                    : look.Has(Says.Phone) && look.PhoneShare >= 0.8 ? "phone"
                    : IsCustomerKey(look) ? CustomerSpace(look)
                    : null;
                if (space is not null)
                {
                    _fields[look.Index] = (new MappingField { Column = look.Column, As = FieldUse.Identifier, Namespace = space }, 0.85);
                }
            }
        }

        /// <summary>
        /// Called after the customer, and its values could be keys: nearly as many as rows or at least many, and no words in them.
        /// Fewer will do when they are written as codes, as one customer may have come often; under a name only codes will do.
        /// </summary>
        static bool IsCustomerKey(ColumnLook look)
        {
            const Says OfTheCustomer = Says.Score | Says.Place | Says.Code | Says.Satisfaction | Says.Effort | Says.Recommend | Says.Text
                | Says.Time | Says.Channel | Says.Touchpoint | Says.Language | Says.Behaviour | Says.Attitude | Says.Resolved;
            if (!look.Has(Says.Customer) || look.Has(OfTheCustomer) || look.Longest > 128 || look.IsYesNo
                || look.Blanks * 5 > look.Filled || (look.Numbers == look.Filled && !AreKeys(look)))
            {
                return false;
            }

            var codes = look.CodeShare >= 0.9;
            return (!look.Has(Says.Name) && look.Distinct >= Math.Min(20, (look.Filled + 1) / 2))
                || (codes && look.Distinct >= Math.Max(2, Math.Min(12, look.Filled / 5)));
        }

        /// <summary>Whole numbers that count nothing: long, many, or different in every row. "Passengers" counts.</summary>
        static bool AreKeys(ColumnLook look) =>
            look.NumberCounts.Keys.All(number => number >= 0 && double.IsInteger(number))
            && ColumnWords.CustomerWord(look.Words) is var word && (word is null || look.Words.Contains(word) || look.Has(Says.Id))
            && (look.Longest >= 3 || look.Unique || look.Distinct >= 20);

        static string CustomerSpace(ColumnLook look) => ColumnWords.CustomerWord(look.Words) ?? "customer";

        void Scores()
        {
            foreach (var look in Free().ToList())
            {
                if (SuggestScore.Of(look) is { } score)
                {
                    _fields[look.Index] = (score.Field, score.Confidence);
                    _guesses[look.Index] = score.Guess;
                }
            }
        }

        void AskScores(ColumnLook? time)
        {
            var reader = time is null ? null : TimeText.For(time.Times!.Format, "UTC");
            foreach (var (index, guess) in _guesses)
            {
                _questions.AddRange(SuggestScore.Questions(looks[index], _fields[index].Field, guess, looks, time, reader));
            }
        }

        /// <summary>The longest column of many different texts, and others that are called so.</summary>
        void Texts()
        {
            // Short comments repeat; a column that is called after words and holds several of them is one all the same.
            foreach (var look in Free().Where(look => !look.IsNumeric
                    && (look.DistinctShare >= 0.3 || (look.Has(Says.Text) && look.Blanks * 2 >= look.Filled)))
                .OrderByDescending(look => look.AverageLength).ToList())
            {
                var called = look.Has(Says.Text) && !look.Has(Says.Id | Says.Code);
                if (called && look.AverageLength < 8 && HoldsWords(look))
                {
                    AskShortTexts(look);
                }
                else if ((called && look.AverageLength >= 8) || (look.AverageLength >= 40 && look.DistinctShare >= 0.5 && look.Blanks > 0))
                {
                    Use(look, FieldUse.Text, called ? 0.95 : 0.75);
                }
            }
        }

        /// <summary>Letters, in hardly fewer ways than rows, and no codes: "great", "عالی" and "很好" are words, "a1" and "m" are not.</summary>
        static bool HoldsWords(ColumnLook look) => !look.IsYesNo && look.DistinctShare >= 0.5 && look.Distinct >= 2 && look.CodeShare < 0.5 && look.Times is null
            && look.Values.Where(pair => pair.Key.Count(char.IsLetter) >= 2).Sum(pair => pair.Value) * 2 >= look.Filled;

        /// <summary>Called after words and too short to be sure: taken for words, and asked about.</summary>
        void AskShortTexts(ColumnLook look)
        {
            Use(look, FieldUse.Text, 0.6);
            var field = _fields[look.Index].Field;
            _questions.Add(new($"short_texts:{look.Column}", "short_texts", look.Column,
                new QuestionEvidence { Distribution = [.. look.Examples().Select(value => new TextCount(value, look.Values.GetValueOrDefault(value)))] },
                [
                    new("as_words", "as_words", field),
                    new("as_group", "as_group", field with { As = FieldUse.Attribute, Name = ColumnWords.Slug(look.Column), Kind = AttributeKind.Descriptive }),
                ],
                "as_words", Blocking: false));
        }

        void Places()
        {
            foreach (var (says, use) in new[]
            {
                (Says.Language, FieldUse.Language), (Says.Channel, FieldUse.Channel), (Says.Touchpoint, FieldUse.Touchpoint),
            })
            {
                if (Free().FirstOrDefault(look => look.Has(says) && look.Distinct <= 50 && !look.IsNumeric) is { } look)
                {
                    Use(look, use, 0.9);
                }
            }
        }

        /// <summary>What groups the rows, or says who somebody is, becomes an attribute; what is nearly unique or constant is kept and used for nothing.</summary>
        void Attributes()
        {
            foreach (var look in Free().ToList())
            {
                var groups = look.Distinct > 1 && (look.DistinctShare <= 0.5 || look.Distinct <= 12) && look.AverageLength <= 100
                    && !(look.IsNumeric && look.Distinct > 50);
                var saysWho = SaysWho(look.Column) && look.Filled > 0 && look.AverageLength <= 100;
                if (!groups && !saysWho)
                {
                    Use(look, FieldUse.Ignore, 0.6);
                    continue;
                }

                Attribute(look);
            }
        }

        void Attribute(ColumnLook look)
        {
            var slug = ColumnWords.Slug(look.Column);
            if (FieldGuess.OfName(look.Column) is MatchField.FullName && FieldGuess.OfName(slug) is not MatchField.FullName)
            {
                slug = $"{slug}_name"; // without the last word it would no longer say whose name it is
            }

            slug = _names.Add(slug) ? slug : look.Column;
            _names.Add(slug);
            _fields[look.Index] = (new MappingField { Column = look.Column, As = FieldUse.Attribute, Name = slug, Kind = KindOf(look) }, 0.7);
        }

        static AttributeKind KindOf(ColumnLook look) =>
            (look.Has(Says.Customer) && look.Has(Says.Name)) || SaysWho(look.Column) ? AttributeKind.Identity
            : look.Has(Says.Attitude) ? AttributeKind.Attitudinal
            : look.Has(Says.Behaviour) ? AttributeKind.Behavioural
            : AttributeKind.Descriptive;

        /// <summary>True for a column whose name is that of something by which people are told apart; a town or a country does not do that.</summary>
        static bool SaysWho(string column) => FieldGuess.OfName(column) is MatchField.FirstName or MatchField.LastName or MatchField.FullName or MatchField.BirthDate
            or MatchField.Email or MatchField.Phone or MatchField.Street or MatchField.HouseNumber or MatchField.Unit or MatchField.Postcode or MatchField.NationalId;

        /// <summary>Record, time, customer, outcomes with the overall one first, drivers, words, the rest.</summary>
        int Order(ColumnLook look) => _fields[look.Index].Field.As switch
        {
            FieldUse.RecordId => 0,
            FieldUse.Time => 1,
            FieldUse.Identifier => look.EmailShare >= 0.8 ? 3 : look.Has(Says.Phone) ? 4 : 2,
            FieldUse.Score => 10 - SuggestScore.Weight(look),
            FieldUse.Text => 11,
            FieldUse.Ignore => 14,
            FieldUse.Attribute => 13,
            _ => 12,
        };

        static Mapping WithAnswers(Mapping mapping, List<OpenQuestion> questions)
        {
            var answers = questions.Where(question => question.Suggested.Length > 0 && question.Code is "mixed_scale" or "ambiguous_date")
                .ToDictionary(question => question.Column, question => question.Choices.First(choice => choice.Id == question.Suggested).Field);
            return mapping with { Fields = [.. mapping.Fields.Select(field => answers.GetValueOrDefault(field.Column, field))] };
        }

        /// <summary>True where a customer gave a score or wrote words; orders, visits and lists of people are what the company noted down.</summary>
        bool IsSaid() => _fields.Values.Any(one => one.Field.As is FieldUse.Score or FieldUse.Text) || _questions.Any(question => question.Blocking && question.Choices.Any(choice => choice.Field.As is FieldUse.Score or FieldUse.Text));

        bool IsReview() => looks.Any(look => look.Words.Any(word => word is "review" or "reviewer" or "reviews"))
            || file.Name.Contains("review", StringComparison.OrdinalIgnoreCase);

        string MappingName() => name ?? (Path.GetFileNameWithoutExtension(file.Name) is { Length: > 0 } bare ? bare : "mapping");
    }
}
