using System.Globalization;
using System.Text;

namespace Throughline.BrowserTests;

/// <summary>Two files of invented people, the same at every run: some stand in both under different numbers, their names and addresses written a little differently.</summary>
static class InventedPeople
{
    /// <summary>Somebody who stands in both files, as the files write the name.</summary>
    public const string InLatin = "Leila Marandi";

    /// <summary>The same name in Persian.</summary>
    public const string InPersian = "لیلا مرندی";

    const int People = 240;

    static readonly string[] First = ["Anna", "Bruno", "Carla", "Dario", "Elif", "Farid", "Greta", "Hana", "Ivan", "Jana", "Karim", "Lena", "Marta", "Nadia", "Omid", "Petra", "Rosa", "Samir", "Tara", "Yusuf"];
    static readonly string[] Last = ["Abadi", "Bauer", "Costa", "Demir", "Eriksen", "Fonseca", "Gruber", "Haddad", "Ivanova", "Jansen", "Karimi", "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov", "Rahimi", "Sousa", "Tanaka", "Vargas"];
    static readonly string[] Streets = ["Mill Lane", "Harbour Road", "Orchard Street", "Station Road", "Church Hill", "Garden Walk"];

    /// <summary>What the club knows of them.</summary>
    public static string Club() => Write("C", everyone: true, slips: false);

    /// <summary>What the desk knows of half of them.</summary>
    public static string Desk() => Write("D", everyone: false, slips: true);

    static string Write(string numbers, bool everyone, bool slips)
    {
        var random = new Random(77);
        var csv = new StringBuilder("response_id,date,user_id,first_name,last_name,birth_date,phone,street,city,rating,comment\n");
        for (var i = 0; i < People; i++)
        {
            var (first, last) = i == 0 ? ("Leila", "Marandi") : (First[random.Next(First.Length)], Last[random.Next(Last.Length)]);
            var born = new DateOnly(1950, 1, 1).AddDays(random.Next(18_000));
            var phone = string.Create(CultureInfo.InvariantCulture, $"+4477009{random.Next(10_000, 99_999)}");
            var (street, rating) = ($"{random.Next(1, 90)} {Streets[random.Next(Streets.Length)]}", random.Next(1, 6));
            var (slip, moved) = (random.Next(5), random.Next(4) == 0);
            if (!everyone && i % 2 == 1)
            {
                continue;
            }

            if (slips && i > 0)
            {
                (first, last) = slip switch { 0 => (first[..1], last), 1 => (first, last[..^1]), 2 => (last, first), _ => (first, last) };
                phone = moved ? "" : phone;
            }

            // Where the desk knows neither the telephone nor the birth date, names and a street are left: such pairs are in doubt.
            var birth = slips && i > 0 && moved ? "" : born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

            csv.Append(CultureInfo.InvariantCulture, $"{numbers}{i},2026-{1 + i % 9:D2}-1{i % 9},{numbers}-{1000 + i},{first},{last},{birth},{phone},{street},Eastmere,{rating},\n");
        }

        return csv.ToString();
    }
}
