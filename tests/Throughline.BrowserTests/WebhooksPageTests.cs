using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Throughline.ServerTests;

namespace Throughline.BrowserTests;

/// <summary>A person lets another system be told, tries it, and reads what came of it.</summary>
public sealed class WebhooksPageTests(Browser browser)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    public async Task A_webhook_is_added_tried_and_its_deliveries_are_read(string language, bool dark)
    {
        await using var server = new RunningThroughline();
        await server.InitializeAsync();
        var heard = new ConcurrentQueue<string>();
        await using var other = await OtherSystemAsync(heard);
        await using var me = await browser.SignInAsync(server, new Look(language, dark), "/settings");

        await me.Button("webhooks:new").ClickAsync();
        await Field(me, "webhooks:name").FillAsync("Warehouse");
        await Field(me, "webhooks:url").FillAsync(other.Urls.First() + "/in");
        await me.HasNoBarrierAsync();
        await me.Button("webhooks:make").ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("whsec_"));
        await me.Button("webhooks:secretKept").ClickAsync();

        await ChooseAsync(me, "webhooks:test");
        await Eventually.IsAsync(() => !heard.IsEmpty);
        Assert.StartsWith("msg_", Assert.Single(heard), StringComparison.Ordinal);
        await ChooseAsync(me, "webhooks:deliveries");
        await Visitor.SeesAsync(me.Page.GetByText(me.Words.Within("webhooks:states.delivered")));
        await me.Page.GetByRole(AriaRole.Button, new() { NameRegex = me.Words.Within("webhooks:kind.test"), Expanded = false }).ClickAsync();
        await Visitor.SeesAsync(me.Page.GetByText("204"));
        await Visitor.SeesAsync(me.Button("webhooks:resend"));
        await me.PictureAsync("webhook-deliveries");
        await me.HasNoBarrierAsync();
        await me.Page.SetViewportSizeAsync(Visitor.Phone, 844);
        await me.FitsAsync();
        await me.Page.Keyboard.PressAsync("Escape");
        await me.FitsAsync();
        await me.PictureAsync("webhooks");
        await me.HasNoBarrierAsync();
    }

    static ILocator Field(Visitor me, string key) => me.Page.GetByRole(AriaRole.Textbox, new() { NameRegex = me.Words[key] });

    static async Task ChooseAsync(Visitor me, string key)
    {
        await me.Row("Warehouse").GetByRole(AriaRole.Button).ClickAsync();
        await me.Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = me.Words[key] }).ClickAsync();
    }

    static async Task<WebApplication> OtherSystemAsync(ConcurrentQueue<string> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/in", context =>
        {
            heard.Enqueue(context.Request.Headers["webhook-id"].ToString());
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }
}
