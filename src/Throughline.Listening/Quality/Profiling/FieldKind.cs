using Throughline.Listening.Mappings;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>What a field seems to hold, and how sure that is.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Share">Share of the filled values that are of the kind, 0 to 1.</param>
/// <param name="Personal">True when such values tell who somebody is, or may: e-mail, telephone, name, free text, an address of the internet protocol.</param>
readonly record struct FieldKind(ValueKind Kind, double Share, bool Personal)
{
    const double Most = 0.5;

    static readonly string[] _nameWords = ["name", "surname", "forename", "firstname", "lastname", "fullname", "نام", "اسم", "姓名", "名字"];
    static readonly string[] _postWords = ["postcode", "postal", "zip", "zipcode", "plz", "post_code", "邮编", "کدپستی"];
    static readonly string[] _countryWords = ["country", "nation", "nationality", "کشور", "بلد", "الدولة", "国家"];
    static readonly string[] _languageWords = ["language", "lang", "locale", "زبان", "لغة", "语言"];
    static readonly string[] _phoneWords = ["phone", "mobile", "tel", "telephone", "cell", "fax", "msisdn", "تلفن", "موبایل", "هاتف", "电话", "手机"];
    static readonly string[] _addressWords = ["street", "address", "addr", "birth", "dob", "ssn", "passport", "iban", "ip", "آدرس", "عنوان", "地址"];

    /// <summary>What the values of a field together with its name say; <see cref="ValueKind.Text"/> with share 0 for a field without values.</summary>
    public static FieldKind Of(FieldSketch sketch, string name)
    {
        var filled = sketch.Filled;
        if (filled == 0)
        {
            return new(ValueKind.Text, 0, Says(name, _nameWords) || Says(name, _phoneWords) || Says(name, _addressWords));
        }

        var kind = sketch.Kinds.Select((count, i) => (Kind: (ValueKind)i, Count: count)).MaxBy(one => one.Count).Kind;
        var (of, share) = Named(sketch, name, kind) ?? (kind, ShareOf(sketch, kind));
        var personal = of is ValueKind.Email or ValueKind.Phone or ValueKind.Name or ValueKind.Text or ValueKind.IpAddress
            || sketch.Kinds[(int)ValueKind.Email] + sketch.Kinds[(int)ValueKind.Phone] > 0.05 * filled || Says(name, _addressWords) || Says(name, _nameWords);
        return new(of, Math.Min(1, share), personal);
    }

    static double ShareOf(FieldSketch sketch, ValueKind kind) => kind switch
    {
        // A whole number is a number too, and short texts are texts.
        ValueKind.Number => Part(sketch, ValueKind.Number, ValueKind.WholeNumber),
        ValueKind.Text => Part(sketch, ValueKind.Text, ValueKind.Word, ValueKind.Name, ValueKind.Code),
        ValueKind.Word => Part(sketch, ValueKind.Word, ValueKind.Name, ValueKind.Boolean),
        ValueKind.Code => Part(sketch, ValueKind.Code, ValueKind.WholeNumber, ValueKind.Word),
        _ => Part(sketch, kind),
    };

    /// <summary>Kinds that letters alone do not tell: the field's name says so, and the values do not speak against it.</summary>
    static (ValueKind, double)? Named(FieldSketch sketch, string name, ValueKind kind)
    {
        if (kind is ValueKind.WholeNumber or ValueKind.Word && IsYesNo(sketch) is { } yesNo)
        {
            return (ValueKind.Boolean, yesNo);
        }

        double share;
        if (Says(name, _phoneWords) && (share = Part(sketch, ValueKind.Phone, ValueKind.WholeNumber)) > Most && sketch.Longest is >= 7 and <= 24)
        {
            return (ValueKind.Phone, share);
        }

        if (Says(name, _postWords) && (share = Part(sketch, ValueKind.Code, ValueKind.WholeNumber, ValueKind.Word, ValueKind.Text)) > Most && sketch.Longest <= 12)
        {
            return (ValueKind.Postcode, share);
        }

        if (Says(name, _countryWords) && (share = Part(sketch, ValueKind.Word, ValueKind.Name, ValueKind.Boolean)) > Most)
        {
            return (ValueKind.Country, share);
        }

        if (Says(name, _languageWords) && (share = Part(sketch, ValueKind.Word, ValueKind.Name, ValueKind.Code)) > Most && sketch.Longest <= 30)
        {
            return (ValueKind.Language, share);
        }

        if (Says(name, _nameWords) && kind is ValueKind.Name or ValueKind.Word or ValueKind.Text && (share = Part(sketch, ValueKind.Name, ValueKind.Word, ValueKind.Text)) > Most
            && sketch.Longest <= 80 && Says(name, _nameWords))
        {
            return (ValueKind.Name, share);
        }

        // Capitals alone make no name: "New York" is none.
        return kind == ValueKind.Name && !Says(name, _nameWords) && sketch.Distinct.Count() < 0.3 * sketch.Filled ? (ValueKind.Word, ShareOf(sketch, ValueKind.Word)) : null;
    }

    static double? IsYesNo(FieldSketch sketch) =>
        sketch.Kinds[(int)ValueKind.Boolean] > 0.9 * sketch.Filled ? Part(sketch, ValueKind.Boolean)
        : sketch is { Low: 0, High: 1 } && sketch.Distinct.Count() < 3 && sketch.Kinds[(int)ValueKind.WholeNumber] > 0.9 * sketch.Filled ? Part(sketch, ValueKind.WholeNumber)
        : null;

    static double Part(FieldSketch sketch, params ReadOnlySpan<ValueKind> kinds)
    {
        var sum = 0L;
        foreach (var kind in kinds)
        {
            sum += sketch.Kinds[(int)kind];
        }

        return (double)sum / sketch.Filled;
    }

    static bool Says(string name, string[] words)
    {
        var parts = ColumnWords.Of(name).Words;
        return words.Any(word => parts.Contains(word, StringComparer.OrdinalIgnoreCase) || name.Equals(word, StringComparison.OrdinalIgnoreCase));
    }
}
