using Throughline.Platform.Access;

namespace Throughline.Tests.Platform;

public sealed class AccessTests
{
    [Fact]
    public void A_one_time_code_signs_in_once()
    {
        using var open = new OpenLog();
        var signIn = new SignIn(open.Keys, TimeProvider.System);
        var code = signIn.NewCode();
        var token = signIn.WithCode(code);
        Assert.NotNull(token);
        Assert.Null(signIn.WithCode(code));
        Assert.Equal("admin", signIn.Find(token)?.Name);
        signIn.End(token);
        Assert.Null(signIn.Find(token));
    }

    [Fact]
    public void A_password_signs_in_and_ten_wrong_ones_close_the_door_for_a_while()
    {
        using var open = new OpenLog();
        var signIn = new SignIn(open.Keys, TimeProvider.System);
        Assert.Null(signIn.WithPassword("admin", "correct horse"));
        signIn.SetPassword(1, "correct horse", "");
        Assert.NotNull(signIn.WithPassword("admin", "correct horse"));
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(signIn.WithPassword("admin", "wrong"));
        }

        Assert.Null(signIn.WithPassword("admin", "correct horse"));
    }

    [Fact]
    public void No_secret_is_in_the_file()
    {
        using var open = new OpenLog();
        var signIn = new SignIn(open.Keys, TimeProvider.System);
        signIn.SetPassword(1, "correct horse", "");
        var keys = new AccessKeys(open.Keys, TimeProvider.System);
        var (id, secret) = keys.Create("write", "shop", "tills");
        var token = signIn.WithCode(signIn.NewCode());
        Assert.Equal("tills", keys.Find(secret)?.Source);
        Assert.True(keys.Revoke(id));
        Assert.Null(keys.Find(secret));
        open.Close();
        foreach (var file in Directory.GetFiles(open.Path, "keys.db*"))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var hidden in new[] { "correct horse", secret, token! })
            {
                Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(hidden)));
            }
        }
    }
}
